import { CircleCheck, CircleSlash, Copy, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import type { AdminKey } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { copyId } from '../../components/copy/copy-id.ts';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { lazily } from '../../lazily.tsx';

const RenameAdminKey = lazily(() => import('./rename-admin-key.tsx'));
const RotateAdminKey = lazily(() => import('./rotate-admin-key.tsx'));
const EndAdminKey = lazily(() => import('./end-admin-key.tsx'));
const Failed = lazily(() => import('../../keys/failed.tsx'));

type What = 'rename' | 'rotate' | 'disable' | 'delete';

/** What can be done with admin keys, and the dialogs that it needs. */
export function useAdminKeyMenu(): { menu: (key: AdminKey) => MenuGroups; dialog: ReactNode } {
  const reason = useRefusal('POST /x/v1/admin_keys/{admin_key_id}');
  const [asked, setAsked] = useState<{ what: What; key: AdminKey }>();
  const [failure, setFailure] = useState<Error>();
  const enable = useWrite('POST /x/v1/admin_keys/{admin_key_id}', ({ name }) => ({
    did: 'Enabled',
    what: name,
  }));
  const menu = (key: AdminKey): MenuGroups => {
    const ask = (what: What) => () => setAsked({ what, key });
    const turnOn = () =>
      enable.mutate(
        { params: { admin_key_id: key.id }, body: { status: 'active' } },
        { onError: setFailure },
      );
    const ended = key.status === 'active' ? undefined : 'Only active keys can be rotated.';
    const expired = key.status === 'expired' ? 'It has expired.' : undefined;
    return [
      [
        {
          label: 'Copy ID',
          icon: <Copy />,
          run: () => copyId(key.id),
        },
      ],
      [
        { label: 'Rename…', icon: <Pencil />, reason, run: ask('rename') },
        { label: 'Rotate…', icon: <RefreshCw />, reason: reason ?? ended, run: ask('rotate') },
        key.status === 'disabled'
          ? { label: 'Enable', icon: <CircleCheck />, reason, run: turnOn }
          : { label: 'Disable…', icon: <CircleSlash />, reason: reason ?? expired, run: ask('disable') },
      ],
      [{ label: 'Delete…', icon: <Trash2 />, danger: true, reason, run: ask('delete') }],
    ];
  };
  const onClosed = () => setAsked(undefined);
  const dialog = (
    <>
      {asked?.what === 'rename' && <RenameAdminKey adminKey={asked.key} onClosed={onClosed} />}
      {asked?.what === 'rotate' && <RotateAdminKey adminKey={asked.key} onClosed={onClosed} />}
      {(asked?.what === 'disable' || asked?.what === 'delete') && (
        <EndAdminKey how={asked.what} adminKey={asked.key} onClosed={onClosed} />
      )}
      {failure && (
        <Failed title="Couldn’t enable the key" error={failure} onClosed={() => setFailure(undefined)} />
      )}
    </>
  );
  return { menu, dialog };
}
