import { useStatus } from '../../api/queries.ts';
import type { AdminKey } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { Confirm } from '../../components/dialog/confirm.tsx';

interface EndAdminKeyProps {
  how: 'disable' | 'delete';
  adminKey: AdminKey;
  onClosed: () => void;
}

/** Asks before an admin key stops working, and more so if it is the one in use. */
export default function EndAdminKey({ how, adminKey, onClosed }: EndAdminKeyProps) {
  const { id, name, hint } = adminKey;
  const { data: status } = useStatus();
  const params = { admin_key_id: id };
  const disable = useWrite('POST /x/v1/admin_keys/{admin_key_id}', () => ({ did: 'Disabled', what: name }));
  const remove = useWrite('DELETE /x/v1/admin_keys/{admin_key_id}', () => ({ did: 'Deleted', what: name }));
  const isOwn = status?.key.id === id;
  const effect = (
    <>
      Requests with <bdi>{name}</bdi> (…{hint}) are refused.
    </>
  );
  const deletes = how === 'delete';
  return (
    <Confirm
      title={deletes ? 'Delete this admin key?' : 'Disable this admin key?'}
      consequences={[
        ...(isOwn
          ? [<strong key="own">You are signed in with this key: you will be signed out.</strong>]
          : []),
        effect,
        deletes ? 'Deleting can’t be undone.' : 'It can be enabled again with another admin key.',
      ]}
      action={deletes ? 'Delete key' : 'Disable key'}
      {...(deletes && isOwn && { phrase: name.trim() === '' ? 'delete' : name })}
      run={() =>
        deletes
          ? remove.mutateAsync({ params })
          : disable.mutateAsync({ params, body: { status: 'disabled' } })
      }
      onClosed={onClosed}
    />
  );
}
