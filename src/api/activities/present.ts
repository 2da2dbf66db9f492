import { textOf } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { firstIdAt } from '../../contract/id.ts';
import type { Reads } from '../../db/database.ts';
import { Walk } from '../../db/walk.ts';
import { type Facts, nameOf } from './fold.ts';

/** An object as it is stored. */
export interface Present {
  name: string;
  facts: Facts;
  /** Whether the feed must tell of it, since it was made while that was recorded. */
  isTold: boolean;
}

type Row = Record<string, string | null>;
/** A row, its parsed text, and the version from which on the feed is complete. */
type Reading = (row: Record<string, string>, doc: Record<string, unknown>, since: number) => Present;

const statusOf = (row: Row, archived?: string | null) =>
  row.deleted_at ? 'gone' : archived ? 'archived' : 'active';
const isSince = (time: string | undefined, since: number) => (time ?? '') >= timestamp(since);
const isInNew = (workspaceId: string, since: number) => workspaceId >= firstIdAt('wrkspc', since);

/** What the feed tells about each kind of object, and how it is stored. */
const sources: readonly { walk: Walk<Row>; read: Reading }[] = [
  {
    walk: new Walk({ source: 'workspaces', columns: 'id, doc', key: ['id'], where: 'is_default = 0' }),
    read: ({ id = '' }, { archived_at, data_residency, ...doc }, since) => ({
      name: nameOf('workspace', id),
      facts: {
        status: archived_at === null ? 'active' : 'archived',
        ...textsOf({ ...doc, ...(data_residency as object) }),
      },
      isTold: isInNew(id, since),
    }),
  },
  {
    walk: new Walk({
      source: 'members',
      columns: 'workspace_id, user_id, workspace_role, deleted_at',
      key: ['workspace_id', 'user_id'],
    }),
    read: ({ workspace_id = '', user_id = '', ...row }, _doc, since) => ({
      name: nameOf('member', workspace_id, user_id),
      facts: { status: statusOf(row), workspace_role: row.workspace_role ?? null },
      isTold: isInNew(workspace_id, since),
    }),
  },
  {
    walk: new Walk({ source: 'users', columns: 'id, role, added_at, deleted_at', key: ['id'] }),
    read: ({ id = '', role = '', ...row }, _doc, since) => ({
      name: nameOf('user', id),
      facts: { status: statusOf(row), role },
      isTold: isSince(row.added_at, since),
    }),
  },
  {
    walk: new Walk({ source: 'invites', columns: 'id, accepted_at, deleted_at', key: ['id'] }),
    read: ({ id = '', ...row }) => ({
      name: nameOf('invite', id),
      facts: { status: row.accepted_at ? 'accepted' : statusOf(row) },
      isTold: false,
    }),
  },
  {
    walk: new Walk({
      source: 'admin_keys',
      columns: 'id, name, scopes, created_at, expires_at, disabled_at, deleted_at',
      key: ['id'],
    }),
    read: ({ id = '', ...row }, _doc, since) => ({
      name: nameOf('admin key', id),
      facts: {
        ...textsOf(row),
        status: row.disabled_at && !row.deleted_at ? 'disabled' : statusOf(row),
      },
      isTold: isSince(row.created_at, since),
    }),
  },
  {
    walk: new Walk({ source: 'api_keys', columns: 'id, workspace_id, status, created_at, doc', key: ['id'] }),
    read: ({ id = '', status = '', workspace_id = '', created_at }, { name }, since) => ({
      name: nameOf('API key', id),
      facts: { status, workspace: workspace_id, name: textOf(name) },
      isTold: isSince(created_at, since),
    }),
  },
  {
    walk: new Walk({ source: 'service_accounts', columns: 'id, created_at, archived_at, doc', key: ['id'] }),
    read: ({ id = '', ...row }, doc, since) => ({
      name: nameOf('service account', id),
      facts: { ...textsOf(doc), status: statusOf(row, row.archived_at) },
      isTold: isSince(row.created_at, since),
    }),
  },
  {
    walk: new Walk({
      source: 'service_account_members',
      columns: 'service_account_id, workspace_id, workspace_role, created_at',
      key: ['service_account_id', 'workspace_id'],
    }),
    read: ({ service_account_id = '', workspace_id = '', workspace_role = '', created_at }, _doc, since) => ({
      name: nameOf('service account member', workspace_id, service_account_id),
      facts: { status: 'active', workspace_role },
      isTold: isSince(created_at, since),
    }),
  },
];

const textsOf = (members: object): Facts =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, textOf(value)]));

/** Everything of an organization that its feed, complete since this version, tells of. */
export async function* readPresent(
  db: Reads,
  organizationId: string,
  since: number,
): AsyncGenerator<Present> {
  for (const { walk, read } of sources) {
    for await (const row of walk.rows(db, { of: [organizationId], ascending: true })) {
      yield read(row as Record<string, string>, row.doc ? JSON.parse(row.doc) : {}, since);
    }
  }
}
