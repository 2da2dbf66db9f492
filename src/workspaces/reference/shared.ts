import { ApiError, invalid } from '../../contract/errors.ts';
import type { Workspace, WorkspaceLimits } from '../contract.ts';

/** The chapter of the reference that tells of workspaces. */
export const tag = {
  name: 'Workspaces',
  description:
    'A workspace keeps data in one region and says where inference may run. Every organization has a **default ' +
    'workspace**, which is made with it: it can be updated but neither renamed nor archived, is listed only with ' +
    '`include_default=true`, and doesn’t count towards the limit of active workspaces.',
};

/** A workspace with something in every member, as a server with these limits would answer it. */
export function exampleWorkspace(limits: WorkspaceLimits): Workspace {
  const geo = limits.inferenceGeos.at(-1) as string;
  return {
    id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
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

/** What every workspace’s tags must keep to. */
export const tagRules = ({ maxTags, tagsMaxBytes }: WorkspaceLimits) =>
  `at most ${maxTags} tags, of which no key begins with \`anthropic\` in any letter case, and at most ${tagsMaxBytes} ` +
  'bytes of tags as JSON';

/** Refused where an operation names a workspace. */
export const notFound = {
  not_found: {
    when: 'the id names no workspace of your organization',
    error: new ApiError('not_found_error', 'Workspace not found.'),
  },
};

/** Refused where an operation sets members of a workspace. */
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
    when: '`external_key_id` names a key',
    error: invalid('external_key_id', 'external keys are not enabled for this organization'),
  },
  user_profile: {
    when: '`user_profile_id` names a profile',
    error: invalid('user_profile_id', 'names no user profile of this organization', 'user_profile_not_found'),
  },
  data_privacy: {
    when: '`inference_data_privacy` is sent, whatever its value',
    error: invalid('inference_data_privacy', 'not available to admin keys'),
  },
});
