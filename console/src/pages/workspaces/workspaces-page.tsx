import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useGet, useRefusal } from '../../api/queries.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DataTable, type Selection } from '../../components/data-table/data-table.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { Pager } from '../../components/pager/pager.tsx';
import { Loaded } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { shownName } from '../../workspaces/shown-name.ts';
import { useDefaultId } from '../../workspaces/use-default-id.ts';
import { isFiltered, type ListView, queryOf } from '../../workspaces/view.ts';
import { columnsOf } from './columns.tsx';
import { ExportMenu } from './export-menu.tsx';
import { type ChangeView, FilterBar } from './filter-bar.tsx';
import { NothingHere } from './nothing-here.tsx';
import { useRowMenu } from './row-menu.tsx';
import { useCounts } from './use-counts.ts';
import { SaveViewButton, ViewsBar } from './views-bar.tsx';

const BulkBar = lazily(() => import('./bulk-bar.tsx'));

const pageSize = 50;

/** The list of workspaces: filters above, pages below; forms open over it. */
export default function WorkspacesPage() {
  const { view, change } = useView();
  const { after_id, before_id } = view;
  const query = { limit: pageSize, ...queryOf(view), after_id, before_id };
  const list = useGet('GET /x/v1/workspaces', { query }, { keep: true });
  const rows = list.data?.data ?? [];
  return (
    <>
      <PageHeader title="Workspaces" actions={<NewWorkspace />} />
      <ViewsBar view={view} />
      <FilterBar view={view} change={change} rows={rows} />
      <Loaded
        read={list}
        label="Loading workspaces"
        lines={12}
        ways={(after_id || before_id) && <LinkButton to="/workspaces">First page</LinkButton>}
      >
        {(page) => (
          <>
            {page.data.length === 0 && !list.isPlaceholderData ? (
              <NothingHere view={view} change={change} />
            ) : (
              <Rows
                rows={page.data}
                total={page.total_count}
                view={view}
                change={change}
                busy={list.isPlaceholderData}
              />
            )}
            <Pager cursor={view} page={page} onTurn={change} />
            <AsCode
              label="This list as a call"
              requests={[{ route: 'GET /x/v1/workspaces', input: { query } }]}
            />
          </>
        )}
      </Loaded>
      <Outlet />
    </>
  );
}

function useView(): { view: ListView; change: ChangeView } {
  const view = useSearch({ from: '/inside/workspaces' });
  const navigate = useNavigate({ from: '/workspaces' });
  const change: ChangeView = (changes, { typed } = { typed: false }) =>
    navigate({
      to: '.',
      // A page of one list is none of another.
      search: ({ after_id: _, before_id: __, ...before }) => ({ ...before, ...changes }) as ListView,
      replace: typed,
      resetScroll: !typed,
    });
  return { view, change };
}

function NewWorkspace() {
  const reason = useRefusal('POST /v1/organizations/workspaces');
  return (
    <LinkButton
      to="/workspaces/new"
      search={(before: object) => before as never}
      look="primary"
      reason={reason}
    >
      <Plus /> New workspace
    </LinkButton>
  );
}

interface RowsProps {
  rows: Parameters<typeof useDefaultId>[0];
  total: number;
  view: ListView;
  change: ChangeView;
  busy: boolean;
}

function Rows({ rows, total, view, change, busy }: RowsProps) {
  const { defaultId } = useDefaultId(rows);
  const counts = useCounts(rows);
  const [selection, setSelection] = useState<Selection>({});
  const { menu, dialog } = useRowMenu(defaultId);
  const columns = useMemo(() => columnsOf((tag) => change({ tag: [tag] })), [change]);
  const shown = useMemo(
    () =>
      rows.map((workspace) => ({
        workspace,
        isDefault: workspace.id === defaultId,
        ...counts(workspace.id),
      })),
    [rows, defaultId, counts],
  );
  const selected = rows.filter(({ id }) => selection[id]);
  return (
    <>
      <DataTable
        name="Workspaces"
        columns={columns}
        rows={shown}
        idOf={({ workspace }) => workspace.id}
        nameOf={({ workspace }) => shownName(workspace)}
        menu={({ workspace }) => menu(workspace)}
        selection={selection}
        onSelection={setSelection}
        unsortable={total > rows.length ? 'Only lists of one page can be sorted. Filter first.' : undefined}
        busy={busy}
        summary={summaryOf(total, view)}
        tools={
          <>
            <SaveViewButton view={view} />
            <ExportMenu query={queryOf(view)} />
          </>
        }
      />
      {selected.length > 0 && (
        <BulkBar workspaces={selected} defaultId={defaultId} onDone={() => setSelection({})} />
      )}
      {dialog}
    </>
  );
}

function summaryOf(total: number, view: ListView): string {
  const noun = total === 1 ? 'workspace' : 'workspaces';
  const kind = view.archived || isFiltered(view) ? '' : 'active ';
  return `${total.toLocaleString('en')} ${kind}${noun}${isFiltered(view) ? (total === 1 ? ' matches' : ' match') : ''}`;
}
