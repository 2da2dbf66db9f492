import { useRefusal } from '../../api/queries.ts';
import { useWrite } from '../../api/writes.ts';
import { RoleMenu } from '../role-menu.tsx';
import { billingRoles, givenRoles, type Role, roleName, type WorkspaceRole } from '../roles.ts';
import { tellFault } from '../tell-fault.ts';
import { type MemberRow, nameOf } from './member-row.ts';

const route = 'POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}';

/** A member’s role in the workspace, changed in place. */
export function MemberRole({ row, frozen }: { row: MemberRow; frozen: string | undefined }) {
  const refusal = useRefusal(route);
  const { member, user, effective } = row;
  const change = useWrite(route, ({ workspace_role }) => ({
    did: `Role changed to ${roleName(workspace_role)}:`,
    what: nameOf(row),
  }));
  const choose = (workspace_role: WorkspaceRole) =>
    change.mutate(
      {
        params: { workspace_id: member.workspace_id, user_id: member.user_id },
        body: { workspace_role },
      },
      { onError: tellFault('Couldn’t change the role') },
    );
  const byOrganization =
    user?.role === 'admin' ? 'Admins of the organization are Workspace admin of every workspace.' : undefined;
  const choices: readonly Role<WorkspaceRole>[] = user?.role === 'billing' ? billingRoles : givenRoles;
  return (
    <RoleMenu<WorkspaceRole>
      of={nameOf(row)}
      value={change.isPending ? change.variables.body.workspace_role : effective.role}
      choices={choices}
      reason={refusal ?? frozen ?? byOrganization}
      busy={change.isPending}
      onChoose={choose}
    />
  );
}
