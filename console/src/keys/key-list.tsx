import { useNavigate } from '@tanstack/react-router';
import { Archive, Copy, ExternalLink, Pause, Pencil, Play } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useGet } from '../api/queries.ts';
import type { Input } from '../api/routes.ts';
import type { ApiKey } from '../api/types.ts';
import { AsCode } from '../components/code/as-code.tsx';
import { copyId } from '../components/copy/copy-id.ts';
import { DataTable } from '../components/data-table/data-table.tsx';
import type { MenuGroups } from '../components/menu/menu.tsx';
import { type Cursor, Pager } from '../components/pager/pager.tsx';
import { Loaded } from '../components/states/states.tsx';
import { keyColumns } from './key-columns.tsx';
import { useKeyActions } from './use-key-actions.tsx';
import { type KeyRow, useRows } from './use-rows.ts';

const route = 'GET /x/v1/organizations/api_keys';
const pageSize = 50;

interface KeyListProps {
  /** Which keys. */
  query: NonNullable<Input<typeof route>['query']>;
  cursor: Cursor;
  onTurn: (cursor: Cursor) => void;
  /** Whether the keys may be of several workspaces. */
  everywhere: boolean;
  /** Shown if there are none. */
  nothing: ReactNode;
  /** The way out of a page that can’t be shown. */
  firstPage: ReactNode;
}

/** A page of API keys, with what can be done with each, the pages around it, and the call that lists them. */
export function KeyList({ query, cursor, onTurn, everywhere, nothing, firstPage }: KeyListProps) {
  const { after_id, before_id } = cursor;
  const asked = { limit: pageSize, ...query, after_id, before_id };
  const list = useGet(route, { query: asked }, { keep: true });
  return (
    <Loaded read={list} label="Loading API keys" lines={12} ways={(after_id || before_id) && firstPage}>
      {(page) => (
        <>
          {page.data.length === 0 && !list.isPlaceholderData ? (
            nothing
          ) : (
            <Rows
              keys={page.data}
              total={page.total_count}
              everywhere={everywhere}
              busy={list.isPlaceholderData}
            />
          )}
          <Pager cursor={cursor} page={page} onTurn={onTurn} />
          <AsCode label="This list as a call" requests={[{ route, input: { query: asked } }]} />
        </>
      )}
    </Loaded>
  );
}

interface RowsProps {
  keys: readonly ApiKey[];
  total: number;
  everywhere: boolean;
  busy: boolean;
}

function Rows({ keys, total, everywhere, busy }: RowsProps) {
  const rows = useRows(keys);
  const { menu, dialog } = useRowMenu();
  const creator = keys.some(({ created_by }) => created_by !== null);
  const columns = useMemo(() => keyColumns({ workspace: everywhere, creator }), [everywhere, creator]);
  return (
    <>
      <DataTable
        name="API keys"
        columns={columns}
        rows={rows}
        idOf={({ key }) => key.id}
        nameOf={({ key }) => key.name}
        menu={menu}
        unsortable={total > rows.length ? 'Only lists of one page can be sorted. Filter first.' : undefined}
        busy={busy}
        summary={`${total.toLocaleString('en')} API ${total === 1 ? 'key' : 'keys'}`}
      />
      {dialog}
    </>
  );
}

function useRowMenu(): { menu: (row: KeyRow) => MenuGroups; dialog: ReactNode } {
  const navigate = useNavigate();
  const { reasonFor, activate, ask, dialog } = useKeyActions();
  const menu = (row: KeyRow): MenuGroups => {
    const { key } = row;
    const reason = reasonFor(row, 'change');
    const turn =
      key.status === 'active'
        ? { label: 'Deactivate…', icon: <Pause />, reason, run: () => ask('deactivate', key) }
        : {
            label: 'Activate',
            icon: <Play />,
            reason: reasonFor(row, 'activate'),
            run: () => activate(key),
          };
    return [
      [
        {
          label: 'Open',
          icon: <ExternalLink />,
          run: () => navigate({ to: '/api-keys/$id', params: { id: key.id } }),
        },
        {
          label: 'Copy ID',
          icon: <Copy />,
          run: () => copyId(key.id),
        },
      ],
      [
        { label: 'Rename…', icon: <Pencil />, reason, run: () => ask('rename', key) },
        turn,
        { label: 'Archive…', icon: <Archive />, danger: true, reason, run: () => ask('archive', key) },
      ],
    ];
  };
  return { menu, dialog };
}
