import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { Bot } from 'lucide-react';
import { useGet, useRefusal } from '../../api/queries.ts';
import type { ServiceAccount } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { Filters } from '../../components/filters/filters.tsx';
import { EmptyState, Loaded } from '../../components/states/states.tsx';
import { Switch } from '../../components/switch/switch.tsx';
import { counted } from '../../people/counted.ts';
import { TokenPager } from '../../people/token-pager.tsx';
import { serviceAccountColumns } from './service-account-columns.tsx';
import { useServiceAccountMenu } from './service-account-menu.tsx';

const route = 'GET /v1/organizations/service_accounts';

interface View {
  archived?: string | undefined;
  page?: string | undefined;
}

/** The service accounts of the organization: identities of programs. */
export default function ServiceAccountsTab() {
  const view: View = useSearch({ from: '/inside/members/service-accounts' });
  const navigate = useNavigate();
  const change = (search: View) =>
    navigate({ to: '/members/service-accounts', search: search as never, resetScroll: false });
  const isAll = view.archived === 'true';
  const query = { limit: 50, include_archived: isAll, page: view.page };
  const list = useGet(route, { query }, { keep: true });
  return (
    <>
      <Filters>
        <Switch
          label="Archived"
          on={isAll}
          onChange={(on) => change({ archived: on ? 'true' : undefined })}
        />
      </Filters>
      <Loaded
        read={list}
        label="Loading service accounts"
        ways={view.page && <LinkButton to="/members/service-accounts">First page</LinkButton>}
      >
        {({ data, next_page }) => (
          <>
            {data.length === 0 && !list.isPlaceholderData ? (
              <NoAccounts isPage={view.page !== undefined} isAll={isAll} change={change} />
            ) : (
              <Rows
                rows={data}
                isWhole={view.page === undefined && next_page === null}
                busy={list.isPlaceholderData}
              />
            )}
            <TokenPager
              page={view.page}
              next={next_page}
              onTurn={(page) => change({ archived: view.archived, page })}
            />
            <AsCode label="This list as a call" requests={[{ route, input: { query } }]} />
          </>
        )}
      </Loaded>
      <Outlet />
    </>
  );
}

function Rows({ rows, isWhole, busy }: { rows: readonly ServiceAccount[]; isWhole: boolean; busy: boolean }) {
  const { menu, dialog } = useServiceAccountMenu();
  return (
    <>
      <DataTable
        name="Service accounts"
        columns={serviceAccountColumns}
        rows={rows}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        menu={menu}
        unsortable={isWhole ? undefined : 'Only lists of one page can be sorted.'}
        busy={busy}
        summary={`${counted(rows.length, 'service account')}${isWhole ? '' : ' on this page'}`}
      />
      {dialog}
    </>
  );
}

function NoAccounts({
  isPage,
  isAll,
  change,
}: {
  isPage: boolean;
  isAll: boolean;
  change: (view: View) => void;
}) {
  const mayCreate = useRefusal('POST /v1/organizations/service_accounts');
  if (isPage) {
    return (
      <EmptyState icon={<Bot />} title="This page is empty now">
        <Button onClick={() => change({})}>First page</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Bot />} title={isAll ? 'No service accounts' : 'No active service accounts'}>
      <p>
        A service account is an identity for a program. Its API keys don’t depend on a person who may leave.
      </p>
      <LinkButton to="/members/service-accounts/new" look="primary" reason={mayCreate}>
        New service account
      </LinkButton>
    </EmptyState>
  );
}
