import { ApiError } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';
import { exampleWorkspace, notFound, tag } from './shared.ts';

/** The documentation of getting a workspace. */
export function retrieveReference(limits: WorkspaceLimits): Reference {
  const answer = exampleWorkspace(limits);
  return {
    tag,
    description: 'Returns a workspace, even if it is archived or the default workspace.',
    requests: { plain: { summary: 'By ID', params: { workspace_id: answer.id } } },
    answer,
    errors: notFound,
    leadsTo: ['workspaces.update', 'workspaces.archive'],
    sdk: { method: 'organization.workspaces.retrieve', result: 'workspace' },
  };
}

/** The documentation of archiving a workspace. */
export function archiveReference(limits: WorkspaceLimits): Reference {
  const workspace = exampleWorkspace(limits);
  return {
    tag,
    description:
      'Archives a workspace. This can’t be undone. An archived workspace doesn’t count towards the limit of active ' +
      'workspaces. Archiving it again returns 200 with the first `archived_at`, so it is safe to retry. The default ' +
      'workspace can’t be archived. The API keys of the workspace are archived with it. No body is needed; a body is ' +
      'ignored.',
    requests: { plain: { summary: 'By ID', params: { workspace_id: workspace.id } } },
    answer: { ...workspace, archived_at: '2026-03-15T17:02:41.005318Z' },
    errors: {
      ...notFound,
      default_archived: {
        when: 'the workspace is the default workspace',
        error: new ApiError('invalid_request_error', 'The default workspace can’t be archived.'),
      },
    },
    leadsTo: ['workspaces.get'],
    sdk: { method: 'organization.workspaces.archive', result: 'workspace' },
  };
}
