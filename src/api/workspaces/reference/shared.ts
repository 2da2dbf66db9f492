import { ApiError, invalid } from '../../../contract/errors.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';

/** The section of the reference about workspaces. */
export const tag = {
  name: 'Workspaces',
  description:
    'A workspace stores data in one region and limits where inference may run. Every organization has a **default ' +
    'workspace**, created with it. It can be updated but not renamed or archived, is listed only with ' +
    '`include_default=true`, and doesn’t count towards the limit of active workspaces.',
};

/** The ID of the example workspace. */
export const exampleWorkspaceId = 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi';

/** An example workspace that a server with these limits could return. */
export function exampleWorkspace(limits: Pick<WorkspaceLimits, 'workspaceGeos' | 'inferenceGeos'>) {
  const geo = limits.inferenceGeos.at(-1) as string;
  return {
    id: exampleWorkspaceId,
    type: 'workspace',
    name: 'Research',
    created_at: '2026-03-14T09:26:53.589793Z',
    archived_at: null,
    display_color: '#6C5BB9',
    data_residency: {
      workspace_geo: limits.workspaceGeos[0] as string,
      allowed_inference_geos: [geo],
      default_inference_geo: geo,
    },
    tags: { env: 'prod', team: 'search' },
    external_key_id: null,
    compartment_id: 'eb66b147-f784-4323-a888-a539875f1e2c',
    user_profile_id: null,
  };
}

/** The limits on a workspace’s tags. */
export const tagRules = ({ maxTags, tagsMaxBytes }: WorkspaceLimits) =>
  `at most ${maxTags} tags, and at most ${tagsMaxBytes} bytes of tags as JSON. Keys can’t begin with \`anthropic\`, in ` +
  'any letter case.';

/** Errors of operations that take the ID of a workspace. */
export const notFound = {
  not_found: {
    when: 'your organization has no workspace with this ID',
    error: new ApiError('not_found_error', 'Workspace not found.'),
  },
};

/** Errors of operations that set fields of a workspace. */
export const unsettable = ({ inferenceGeos }: WorkspaceLimits) => ({
  default_not_allowed: {
    when: '`default_inference_geo` isn’t one of `allowed_inference_geos`',
    error: invalid(
      'data_residency.default_inference_geo',
      `must be a member of allowed_inference_geos; '${inferenceGeos[0]}' is not`,
    ),
  },
  reserved_tag: {
    when: 'a tag’s key begins with `anthropic`, in any letter case',
    error: invalid('tags.anthropic_team', "Keys should not begin with 'anthropic'"),
  },
  external_key: {
    when: '`external_key_id` is set',
    error: invalid('external_key_id', 'external keys are not enabled for this organization'),
  },
  user_profile: {
    when: '`user_profile_id` is set',
    error: invalid('user_profile_id', 'not found in this organization', 'user_profile_not_found'),
  },
  data_privacy: {
    when: '`inference_data_privacy` is sent, whatever its value',
    error: invalid('inference_data_privacy', 'not available to admin keys'),
  },
});
