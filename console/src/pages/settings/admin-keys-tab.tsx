import { Outlet } from '@tanstack/react-router';
import { KeyRound, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useGet, useRefusal, useStatus } from '../../api/queries.ts';
import type { AdminKey } from '../../api/types.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { EmptyState, Loaded, Notice } from '../../components/states/states.tsx';
import { adminKeyColumns } from './admin-key-columns.tsx';
import { useAdminKeyMenu } from './use-admin-key-menu.tsx';

const route = 'GET /x/v1/admin_keys';
const query = { limit: 1000 };

/** The keys that the Admin API and this console accept. */
export default function AdminKeysTab() {
  const list = useGet(route, { query });
  // The menu’s dialogs lie outside of what is loaded: one of them may hold a secret.
  const { menu, dialog } = useAdminKeyMenu();
  return (
    <>
      <Loaded read={list} label="Loading admin keys">
        {({ data, has_more }) => (
          <>
            {has_more && <Notice>Only the oldest 1,000 keys are shown.</Notice>}
            {data.length === 0 ? (
              <EmptyState icon={<KeyRound />} title="No admin keys" />
            ) : (
              <Rows keys={data} menu={menu} />
            )}
            <AsCode label="This list as a call" requests={[{ route, input: { query } }]} />
          </>
        )}
      </Loaded>
      {dialog}
      <Outlet />
    </>
  );
}

interface RowsProps {
  keys: readonly AdminKey[];
  menu: ReturnType<typeof useAdminKeyMenu>['menu'];
}

function Rows({ keys, menu }: RowsProps) {
  const { data: status } = useStatus();
  const own = status?.key.id;
  const columns = useMemo(() => adminKeyColumns(own), [own]);
  return (
    <DataTable
      name="Admin keys"
      columns={columns}
      rows={keys}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      menu={menu}
      summary={`${keys.length.toLocaleString('en')} admin ${keys.length === 1 ? 'key' : 'keys'}`}
      tools={<NewAdminKey />}
    />
  );
}

function NewAdminKey() {
  const reason = useRefusal('POST /x/v1/admin_keys');
  return (
    <LinkButton to="/settings/admin-keys/new" look="primary" size="small" reason={reason}>
      <Plus /> New admin key
    </LinkButton>
  );
}
