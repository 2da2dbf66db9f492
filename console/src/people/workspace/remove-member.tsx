import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { Confirm } from '../../components/dialog/confirm.tsx';
import { type MemberRow, nameOf } from './member-row.ts';

const route = 'DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}';

/** Asks before a member is removed from a workspace, and says what that ends. */
export default function RemoveMember({ row, onClosed }: { row: MemberRow; onClosed: () => void }) {
  const { workspace_id, user_id } = row.member;
  const params = { workspace_id, user_id };
  const remove = useWrite(route, () => ({ did: 'Removed', what: nameOf(row) }));
  return (
    <Confirm
      title={`Remove ${nameOf(row)} from this workspace?`}
      consequences={
        row.user?.role === 'billing'
          ? ['They stay Workspace billing, by organization role billing.', 'Their API keys keep working.']
          : [
              'Their access to this workspace ends.',
              'Their personal API keys in this workspace are archived and stop working for good.',
              'They stay in the organization, and in other workspaces.',
            ]
      }
      action="Remove member"
      run={() => remove.mutateAsync({ params })}
      onClosed={onClosed}
    >
      <AsCode label="The same as code" requests={[{ route, input: { params } }]} />
    </Confirm>
  );
}
