import { Bot, Copy, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useGet, useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { copyId } from '../../components/copy/copy-id.ts';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { EmptyState, Loaded, Notice, Skeleton } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { counted } from '../counted.ts';
import { Section } from '../section.tsx';
import { TokenPager } from '../token-pager.tsx';
import { useServiceAccounts } from '../use-resolved.ts';
import { type AccountMember, type AccountRow, accountColumns, accountName } from './account-columns.tsx';
import { useFrozen } from './use-frozen.ts';

const AddAccount = lazily(() => import('./add-account.tsx'));
const RemoveAccount = lazily(() => import('./remove-account.tsx'));

const route = 'GET /v1/organizations/workspaces/{workspace_id}/service_accounts';
const title = 'Service accounts';

/** The service accounts of a workspace; the API doesn’t list those of an archived one. */
export function Accounts({ workspace }: { workspace: Workspace }) {
  if (workspace.archived_at !== null) {
    return (
      <Section title={title}>
        <Notice tone="info">The API doesn’t list the service accounts of an archived workspace.</Notice>
      </Section>
    );
  }
  return <List workspace={workspace} />;
}

function List({ workspace }: { workspace: Workspace }) {
  const [page, setPage] = useState<string>();
  const [adding, setAdding] = useState(false);
  const { isDefault } = useFrozen(workspace);
  const params = { workspace_id: workspace.id };
  const query = { limit: 50, page };
  const list = useGet(route, { params, query }, { keep: true });
  const reason = useRefusal('POST /v1/organizations/workspaces/{workspace_id}/service_accounts');
  return (
    <Section
      title={title}
      {...(isDefault && {
        about:
          'Every service account is Workspace user of the default workspace. Those that were added are listed.',
      })}
      actions={
        <Button reason={reason} onClick={() => setAdding(true)}>
          <Plus /> Add service account
        </Button>
      }
    >
      <Loaded read={list} label="Loading service accounts" lines={3}>
        {({ data, next_page }) => (
          <>
            {data.length === 0 ? (
              <EmptyState icon={<Bot />} title="No service accounts">
                <p>Add one to let a program work in this workspace.</p>
              </EmptyState>
            ) : (
              <Rows members={data} isWhole={page === undefined && next_page === null} isDefault={isDefault} />
            )}
            <TokenPager page={page} next={next_page} onTurn={setPage} />
            <AsCode label="This list as a call" requests={[{ route, input: { params, query } }]} />
          </>
        )}
      </Loaded>
      {adding && (
        <AddAccount
          workspaceId={workspace.id}
          listed={list.data?.data.map(({ service_account_id }) => service_account_id) ?? []}
          onClosed={() => setAdding(false)}
        />
      )}
    </Section>
  );
}

interface RowsProps {
  members: readonly AccountMember[];
  isWhole: boolean;
  isDefault: boolean;
}

const columns = accountColumns(undefined);

function Rows({ members, isWhole, isDefault }: RowsProps) {
  const known = useServiceAccounts(useMemo(() => members.map((each) => each.service_account_id), [members]));
  const { menu, dialog } = useAccountMenu(isDefault);
  const rows = useMemo(
    () => members.map((member) => ({ member, account: known?.[member.service_account_id] })),
    [members, known],
  );
  if (known === undefined) return <Skeleton lines={Math.min(members.length, 4)} label="Loading names" />;
  return (
    <>
      <DataTable
        name={title}
        columns={columns}
        rows={rows}
        idOf={({ member }) => member.service_account_id}
        nameOf={accountName}
        menu={menu}
        unsortable={isWhole ? undefined : 'Only lists of one page can be sorted.'}
        summary={`${counted(rows.length, 'service account')}${isWhole ? '' : ' on this page'}`}
      />
      {dialog}
    </>
  );
}

function useAccountMenu(isDefault: boolean): { menu: (row: AccountRow) => MenuGroups; dialog: ReactNode } {
  const reason = useRefusal(
    'DELETE /v1/organizations/workspaces/{workspace_id}/service_accounts/{service_account_id}',
  );
  const [removing, setRemoving] = useState<AccountRow>();
  const menu = (row: AccountRow): MenuGroups => [
    [{ label: 'Copy ID', icon: <Copy />, run: () => copyId(row.member.service_account_id) }],
    [{ label: 'Remove…', icon: <Trash2 />, danger: true, reason, run: () => setRemoving(row) }],
  ];
  const dialog = removing && (
    <RemoveAccount row={removing} isDefault={isDefault} onClosed={() => setRemoving(undefined)} />
  );
  return { menu, dialog };
}
