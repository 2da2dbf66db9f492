import type { AdminKey } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { Rename } from '../../keys/rename.tsx';

const route = 'POST /x/v1/admin_keys/{admin_key_id}';

/** Changes the name of an admin key. */
export default function RenameAdminKey({ adminKey, onClosed }: { adminKey: AdminKey; onClosed: () => void }) {
  const update = useWrite(route, ({ name }) => ({ did: 'Renamed', what: name }));
  const params = { admin_key_id: adminKey.id };
  return (
    <Rename
      title="Rename admin key"
      name={adminKey.name}
      max={100}
      save={(name) => update.mutateAsync({ params, body: { name } })}
      code={(name) => (
        <AsCode label="The same as code" requests={[{ route, input: { params, body: { name } } }]} />
      )}
      onClosed={onClosed}
    />
  );
}
