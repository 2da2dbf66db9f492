import { Archive, Copy, Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import type { ServiceAccount } from '../../api/types.ts';
import { copyId } from '../../components/copy/copy-id.ts';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { lazily } from '../../lazily.tsx';

const EditServiceAccount = lazily(() => import('./edit-service-account.tsx'));
const ArchiveServiceAccount = lazily(() => import('./archive-service-account.tsx'));

/** What can be done with a service account of the list, and the dialogs for it. */
export function useServiceAccountMenu(): {
  menu: (account: ServiceAccount) => MenuGroups;
  dialog: ReactNode;
} {
  const mayWrite = useRefusal('POST /v1/organizations/service_accounts/{service_account_id}');
  const [asked, setAsked] = useState<{ account: ServiceAccount; about: 'edit' | 'archive' }>();
  const menu = (account: ServiceAccount): MenuGroups => {
    const archived = account.archived_at === null ? undefined : 'Archived service accounts are read-only.';
    const reason = mayWrite ?? archived;
    return [
      [
        { label: 'Edit…', icon: <Pencil />, reason, run: () => setAsked({ account, about: 'edit' }) },
        { label: 'Copy ID', icon: <Copy />, run: () => copyId(account.id) },
      ],
      [
        {
          label: 'Archive…',
          icon: <Archive />,
          danger: true,
          reason,
          run: () => setAsked({ account, about: 'archive' }),
        },
      ],
    ];
  };
  const closed = () => setAsked(undefined);
  const dialog =
    asked &&
    (asked.about === 'edit' ? (
      <EditServiceAccount account={asked.account} onClosed={closed} />
    ) : (
      <ArchiveServiceAccount account={asked.account} onClosed={closed} />
    ));
  return { menu, dialog };
}
