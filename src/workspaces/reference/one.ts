import { ApiError } from '../../contract/errors.ts';
import type { Reference } from '../../contract/reference.ts';
import type { WorkspaceLimits } from '../contract.ts';
import { exampleWorkspace, notFound, tag } from './shared.ts';

/** What people are told of getting a workspace. */
export function retrieveReference(limits: WorkspaceLimits): Reference {
  const answer = exampleWorkspace(limits);
  return {
    tag,
    description: 'Answers the workspace as it is now, also when it is archived or the default one.',
    requests: { plain: { summary: 'By its id', params: { workspace_id: answer.id } } },
    answer,
    errors: notFound,
    leadsTo: ['workspaces.update', 'workspaces.archive'],
    sdk: { method: 'organization.workspaces.retrieve', result: 'workspace' },
  };
}

/** What people are told of archiving a workspace. */
export function archiveReference(limits: WorkspaceLimits): Reference {
  const workspace = exampleWorkspace(limits);
  return {
    tag,
    description:
      'Archives a workspace for good, and frees its place under the limit of active workspaces. A second archive answers ' +
      '200 with the first `archived_at`, so it may be sent again at any time. The default workspace can’t be archived. ' +
      'A body isn’t needed, and is ignored.',
    requests: { plain: { summary: 'By its id', params: { workspace_id: workspace.id } } },
    answer: { ...workspace, archived_at: '2026-03-15T17:02:41.005318Z' },
    errors: {
      ...notFound,
      default_archived: {
        when: 'it is the default workspace',
        error: new ApiError('invalid_request_error', 'The default workspace can’t be archived.'),
      },
    },
    leadsTo: ['workspaces.get'],
    sdk: { method: 'organization.workspaces.archive', result: 'workspace' },
  };
}
