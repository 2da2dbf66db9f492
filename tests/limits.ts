import type { WorkspaceLimits } from '../src/contract/workspace-limits.ts';

/** The published limits, as every server has them by default. */
export const limits: WorkspaceLimits = {
  nameMaxLength: 40,
  maxTags: 50,
  tagKeyMaxLength: 128,
  tagValueMaxLength: 256,
  tagsMaxBytes: 131_072,
  workspaceGeos: ['us'],
  inferenceGeos: ['global', 'us'],
};
