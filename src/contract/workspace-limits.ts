/** The settings about workspaces; lengths in code points. */
export interface WorkspaceLimits {
  nameMaxLength: number;
  maxTags: number;
  tagKeyMaxLength: number;
  tagValueMaxLength: number;
  /** Bytes of all tags of a workspace as JSON. */
  tagsMaxBytes: number;
  /** The first one is the default. */
  workspaceGeos: readonly string[];
  /** The first one is the default. */
  inferenceGeos: readonly string[];
}
