import { textOf } from '../../contract/activity.ts';
import type { Reads } from '../../db/database.ts';
import { Walk } from '../../db/walk.ts';
import { accountMemberOf, type Facts, type Identity, invitationOf, memberOf, objectOf } from './fold.ts';

/** An object as it is stored. */
export interface Present extends Identity {
  facts: Facts;
  /** When it was made; empty if that is stored nowhere. */
  made: string;
  /** When it got the status that it keeps; empty if it has none, or that is stored nowhere. */
  ended: string;
  /** What identifies it in what tells that it was made, if it is an invite. */
  invitation?: string;
}

type Row = Record<string, string | null>;
/** What a row, and its parsed text, say. */
type Reading = (row: Row, doc: Record<string, unknown>) => Present;

const statusOf = (row: Row) => (row.deleted_at ? 'gone' : row.archived_at ? 'archived' : 'active');
const text = (value: unknown) => String(value ?? '');

/** What the feed tells about each kind of object, and how it is stored. */
const sources: readonly { walk: Walk<Row>; read: Reading }[] = [
  {
    walk: new Walk({ source: 'workspaces', columns: 'id, doc', key: ['id'], where: 'is_default = 0' }),
    read: ({ id }, { archived_at, created_at, data_residency, ...doc }) => ({
      ...objectOf('workspace', text(id)),
      facts: {
        status: archived_at === null ? 'active' : 'archived',
        ...textsOf({ ...doc, ...(data_residency as object) }),
      },
      made: text(created_at),
      ended: text(archived_at),
    }),
  },
  {
    walk: new Walk({
      source: 'members',
      columns: 'workspace_id, user_id, workspace_role, deleted_at',
      key: ['workspace_id', 'user_id'],
    }),
    read: ({ workspace_id, user_id, ...row }) => ({
      ...memberOf({ workspace_id: text(workspace_id), user_id: text(user_id) }),
      facts: { ...row, status: statusOf(row) },
      made: '',
      ended: text(row.deleted_at),
    }),
  },
  {
    walk: new Walk({ source: 'users', columns: 'id, role, added_at, deleted_at', key: ['id'] }),
    read: ({ id, ...row }) => ({
      ...objectOf('user', text(id)),
      facts: { ...row, status: statusOf(row) },
      made: text(row.added_at),
      ended: text(row.deleted_at),
    }),
  },
  {
    walk: new Walk({
      source: 'invites',
      columns: 'id, address, role, invited_at, accepted_at, deleted_at',
      key: ['id'],
    }),
    read: ({ id, address, role, ...row }) => ({
      ...objectOf('invite', text(id)),
      invitation: invitationOf(text(address), text(role)),
      facts: { status: row.accepted_at ? 'accepted' : statusOf(row) },
      made: text(row.invited_at),
      ended: text(row.accepted_at ?? row.deleted_at),
    }),
  },
  {
    walk: new Walk({
      source: 'admin_keys',
      columns: 'id, name, scopes, created_at, expires_at, disabled_at, deleted_at',
      key: ['id'],
    }),
    read: ({ id, ...row }) => ({
      ...objectOf('admin key', text(id)),
      facts: { ...row, status: row.disabled_at && !row.deleted_at ? 'disabled' : statusOf(row) },
      made: text(row.created_at),
      ended: text(row.deleted_at ?? row.disabled_at),
    }),
  },
  {
    walk: new Walk({ source: 'api_keys', columns: 'id, workspace_id, status, created_at, doc', key: ['id'] }),
    read: ({ id, status = '', workspace_id = '', created_at }, { name }) => ({
      ...objectOf('API key', text(id)),
      facts: { status, workspace: workspace_id, name: textOf(name) },
      made: text(created_at),
      ended: '',
    }),
  },
  {
    walk: new Walk({ source: 'service_accounts', columns: 'id, created_at, archived_at, doc', key: ['id'] }),
    read: ({ id, ...row }, doc) => ({
      ...objectOf('service account', text(id)),
      facts: { ...textsOf(doc), status: statusOf(row) },
      made: text(row.created_at),
      ended: text(row.archived_at),
    }),
  },
  {
    walk: new Walk({
      source: 'service_account_members',
      columns: 'service_account_id, workspace_id, workspace_role, created_at',
      key: ['service_account_id', 'workspace_id'],
    }),
    read: ({ service_account_id, workspace_id, ...row }) => ({
      ...accountMemberOf({
        workspace_id: text(workspace_id),
        service_account_id: text(service_account_id),
      }),
      facts: { ...row, status: statusOf(row) },
      made: text(row.created_at),
      ended: '',
    }),
  },
];

const textsOf = (members: object): Facts =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, textOf(value)]));

/** Everything of an organization that its feed tells of, if it was recorded. */
export async function* readPresent(db: Reads, organizationId: string): AsyncGenerator<Present> {
  for (const { walk, read } of sources) {
    for await (const row of walk.rows(db, { of: [organizationId], ascending: true })) {
      yield read(row, row.doc ? JSON.parse(row.doc) : {});
    }
  }
}
