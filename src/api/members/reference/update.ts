import type { Reference } from '../../../contract/reference.ts';
import { notBilling, notInWorkspace } from './errors.ts';
import { exampleMember, exampleParams, goParams, roleErrors, tag } from './shared.ts';

/** The documentation of updating a member. */
export const updateReference: Reference = {
  tag,
  description: `
Changes the role of a member of a workspace. The same role again returns 200 and changes nothing.

A **billing** user of the organization can be raised to \`workspace_admin\`, also without having been added, and lowered
to \`workspace_billing\` again. An **admin** of the organization can’t be changed.`,
  requests: {
    admin: { summary: 'An admin', params: exampleParams, body: { workspace_role: 'workspace_admin' } },
    user: { summary: 'A user', params: exampleParams, body: { workspace_role: 'workspace_user' } },
  },
  answer: { ...exampleMember, workspace_role: 'workspace_admin' },
  errors: {
    not_in_workspace: { when: 'the user isn’t a member of the workspace', error: notInWorkspace() },
    not_billing: {
      when: '`workspace_role` is `workspace_billing` and the user isn’t a billing user of the organization',
      error: notBilling(),
    },
    ...roleErrors,
  },
  leadsTo: [],
  sdk: {
    method: 'organization.workspaces.members.update',
    result: 'member',
    goParams: goParams('Update', '\n\tWorkspaceRole: anthropic.WorkspaceRoleWorkspaceAdmin,'),
  },
};
