import type { Invite } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { Confirm } from '../../components/dialog/confirm.tsx';

const route = 'DELETE /v1/organizations/invites/{invite_id}';

/** Asks before an invite is cancelled. */
export default function CancelInvite({ invite, onClosed }: { invite: Invite; onClosed: () => void }) {
  const params = { invite_id: invite.id };
  const cancel = useWrite(route, () => ({ did: 'Cancelled the invite of', what: invite.email }));
  return (
    <Confirm
      title="Cancel this invite?"
      consequences={[
        <>
          The link that <bdi>{invite.email}</bdi> was sent stops working.
        </>,
        'The invite leaves the list. You can invite the same address again.',
      ]}
      action="Cancel invite"
      cancel="Keep invite"
      run={() => cancel.mutateAsync({ params })}
      onClosed={onClosed}
    >
      <AsCode label="The same as code" requests={[{ route, input: { params } }]} />
    </Confirm>
  );
}
