import { Link } from '@tanstack/react-router';
import type { Column } from '../components/data-table/columns.ts';
import { RowLink } from '../components/data-table/row-link.tsx';
import { Id } from '../components/id/id.tsx';
import { RelativeTime } from '../components/relative-time/relative-time.tsx';
import { shownName } from '../workspaces/shown-name.ts';
import { actorOf, kindOf, shortHint, workspaceOf } from './kinds.ts';
import { Expires, KeyStatus } from './status.tsx';
import type { KeyRow } from './use-rows.ts';

const name: Column<KeyRow> = {
  id: 'name',
  header: 'Name',
  primary: true,
  sort: ({ key }) => shownName(key).toLowerCase(),
  cell: ({ key }) => <RowLink to="/api-keys/$id" params={{ id: key.id }} name={shownName(key)} />,
};
const id: Column<KeyRow> = {
  id: 'id',
  header: 'ID',
  optional: true,
  wide: true,
  width: '16rem',
  cell: ({ key }) => <Id id={key.id} of={key.name} />,
};
const hint: Column<KeyRow> = {
  id: 'hint',
  header: 'Ends in',
  wide: true,
  width: '4.75rem',
  cell: ({ key }) => (
    <code className="quiet" title={key.partial_key_hint ?? undefined}>
      {shortHint(key.partial_key_hint)}
    </code>
  ),
};
const kind: Column<KeyRow> = {
  id: 'kind',
  header: 'Kind',
  wide: true,
  width: '10.5rem',
  sort: ({ key }) => kindOf(key).short,
  cell: ({ key, actor = actorOf(key) }) => (
    <span title={actor}>
      {kindOf(key).short}
      {actor && (
        <span className="quiet">
          {' · '}
          <bdi>{actor}</bdi>
        </span>
      )}
    </span>
  ),
};
const workspace: Column<KeyRow> = {
  id: 'workspace',
  header: 'Workspace',
  width: '18%',
  sort: (row) => (row.workspace ? shownName(row.workspace).toLowerCase() : ''),
  cell: (row) => <Where row={row} />,
};
const status: Column<KeyRow> = {
  id: 'status',
  header: 'Status',
  width: '6.25rem',
  sort: ({ key }) => key.status,
  cell: ({ key }) => <KeyStatus status={key.status} />,
};
const expires: Column<KeyRow> = {
  id: 'expires',
  header: 'Expires',
  width: '6.75rem',
  sort: ({ key }) => key.expires_at ?? '~',
  cell: ({ key }) => <Expires status={key.status} at={key.expires_at} />,
};
const created = (byWhom: boolean): Column<KeyRow> => ({
  id: 'created',
  header: 'Created',
  wide: true,
  width: byWhom ? '11rem' : '7.25rem',
  sort: ({ key }) => key.created_at,
  cell: ({ key, creator = key.created_by?.id }) => (
    <span title={creator && `Created by ${creator}`}>
      <RelativeTime value={key.created_at} />
      {creator && (
        <span className="quiet">
          {' by '}
          <bdi>{creator}</bdi>
        </span>
      )}
    </span>
  ),
});

/** Where a key is valid. */
export function Where({ row }: { row: KeyRow }) {
  const at = workspaceOf(row.key);
  if (at === undefined) return <span title="Valid in every workspace">Organization</span>;
  return (
    <Link to="/workspaces/$id" params={{ id: at }}>
      <bdi>{row.workspace ? shownName(row.workspace) : at}</bdi>
    </Link>
  );
}

/** The columns of a table of keys; `creator` says whether any of them tells who created it. */
export const keyColumns = (shows: { workspace: boolean; creator: boolean }): Column<KeyRow>[] => [
  name,
  id,
  hint,
  kind,
  ...(shows.workspace ? [workspace] : []),
  status,
  expires,
  created(shows.creator),
];
