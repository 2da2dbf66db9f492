import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { Confirm } from '../../components/dialog/confirm.tsx';
import { type AccountRow, accountName } from './account-columns.tsx';

const route = 'DELETE /v1/organizations/workspaces/{workspace_id}/service_accounts/{service_account_id}';

/** Asks before a service account is removed from a workspace. */
export default function RemoveAccount({
  row,
  isDefault,
  onClosed,
}: {
  row: AccountRow;
  isDefault: boolean;
  onClosed: () => void;
}) {
  const { workspace_id, service_account_id } = row.member;
  const params = { workspace_id, service_account_id };
  const remove = useWrite(route, () => ({ did: 'Removed', what: accountName(row) }));
  return (
    <Confirm
      title={`Remove ${accountName(row)} from this workspace?`}
      consequences={
        isDefault
          ? ['It stays Workspace user here, like every service account.']
          : ['It is no longer a member of this workspace.', 'The service account itself stays.']
      }
      action="Remove service account"
      run={() => remove.mutateAsync({ params })}
      onClosed={onClosed}
    >
      <AsCode label="The same as code" requests={[{ route, input: { params } }]} />
    </Confirm>
  );
}
