import { useRefusal } from '../../api/queries.ts';
import { useWrite } from '../../api/writes.ts';
import { RoleMenu } from '../role-menu.tsx';
import { type GivenRole, givenRoles, roleName } from '../roles.ts';
import { tellFault } from '../tell-fault.ts';
import { type AccountRow, accountName } from './account-columns.tsx';

const route = 'POST /v1/organizations/workspaces/{workspace_id}/service_accounts/{service_account_id}';

/** The role of a service account in the workspace, changed in place. */
export function AccountRole({ row, frozen }: { row: AccountRow; frozen: string | undefined }) {
  const refusal = useRefusal(route);
  const { workspace_id, service_account_id, workspace_role } = row.member;
  const change = useWrite(route, (changed) => ({
    did: `Role changed to ${roleName(changed.workspace_role)}:`,
    what: accountName(row),
  }));
  const choose = (role: GivenRole) =>
    change.mutate(
      { params: { workspace_id, service_account_id }, body: { workspace_role: role } },
      { onError: tellFault('Couldn’t change the role') },
    );
  return (
    <RoleMenu<GivenRole>
      of={accountName(row)}
      value={change.isPending ? change.variables.body.workspace_role : workspace_role}
      choices={givenRoles}
      reason={refusal ?? frozen}
      busy={change.isPending}
      onChoose={choose}
    />
  );
}
