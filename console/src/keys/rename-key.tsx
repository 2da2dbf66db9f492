import type { ApiKey } from '../api/types.ts';
import { useWrite } from '../api/writes.ts';
import { AsCode } from '../components/code/as-code.tsx';
import { Rename } from './rename.tsx';

const route = 'POST /v1/organizations/api_keys/{api_key_id}';

/** Changes the name of an API key. */
export default function RenameKey({ apiKey, onClosed }: { apiKey: ApiKey; onClosed: () => void }) {
  const update = useWrite(route, ({ id, name }) => ({
    did: 'Renamed',
    what: name,
    to: { to: '/api-keys/$id', params: { id } },
  }));
  const params = { api_key_id: apiKey.id };
  return (
    <Rename
      title="Rename API key"
      name={apiKey.name}
      max={500}
      save={(name) => update.mutateAsync({ params, body: { name } })}
      code={(name) => (
        <AsCode label="The same as code" requests={[{ route, input: { params, body: { name } } }]} />
      )}
      onClosed={onClosed}
    />
  );
}
