import type { ApiKey } from '../api/types.ts';
import { useWrite } from '../api/writes.ts';
import { Confirm } from '../components/dialog/confirm.tsx';
import { shortHint } from './kinds.ts';

const ways = {
  deactivate: {
    status: 'inactive',
    did: 'Deactivated',
    title: 'Deactivate this key?',
    action: 'Deactivate key',
    consequences: ['It can be activated again at any time.'],
  },
  archive: {
    status: 'archived',
    did: 'Archived',
    title: 'Archive this key?',
    action: 'Archive key',
    consequences: ['Archiving can’t be undone.', 'It stays in the list, under the status “Archived”.'],
  },
} as const;

interface EndKeyProps {
  how: keyof typeof ways;
  apiKey: ApiKey;
  onClosed: () => void;
}

/** Asks before a key stops working. */
export default function EndKey({ how, apiKey, onClosed }: EndKeyProps) {
  const { status, did, title, action, consequences } = ways[how];
  const update = useWrite('POST /v1/organizations/api_keys/{api_key_id}', ({ id, name }) => ({
    did,
    what: name,
    to: { to: '/api-keys/$id', params: { id } },
  }));
  const effect = (
    <>
      Requests with <bdi>{apiKey.name}</bdi> ({shortHint(apiKey.partial_key_hint)}) are refused.
    </>
  );
  return (
    <Confirm
      title={title}
      consequences={[...(apiKey.status === 'active' ? [effect] : []), ...consequences]}
      action={action}
      run={() => update.mutateAsync({ params: { api_key_id: apiKey.id }, body: { status } })}
      onClosed={onClosed}
    />
  );
}
