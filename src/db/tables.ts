import type { Transaction, Value } from './database.ts';

/** A table, for what reads and writes all of them. */
export interface Table {
  name: string;
  /** The primary key first: rows are read and compared in its order. */
  columns: readonly string[];
  keys: number;
}

/** All tables of an installation, in an order that foreign keys allow. */
export const tables: readonly Table[] = [
  {
    name: 'organizations',
    columns: [
      'id',
      'name',
      'created_at',
      'workspace_limit',
      'active_workspaces',
      'latest_undelivered',
      'idempotency_bytes',
      'version',
      'feed_since',
      'versions',
    ],
    keys: 1,
  },
  {
    name: 'admin_keys',
    columns: [
      'organization_id',
      'id',
      'name',
      'hash',
      'hint',
      'created_at',
      'expires_at',
      'disabled_at',
      'scopes',
      'last_used_at',
      'user_id',
      'deleted_at',
    ],
    keys: 2,
  },
  {
    name: 'workspaces',
    columns: [
      'organization_id',
      'id',
      'archived_at',
      'is_default',
      'request_hash',
      'replays',
      'undelivered',
      'doc',
      'folded_name',
      'workspace_geo',
      'default_inference_geo',
      'tags',
      'version',
    ],
    keys: 2,
  },
  {
    name: 'workspace_counts',
    columns: [
      'organization_id',
      'day',
      'workspace_geo',
      'default_inference_geo',
      'created',
      'archived',
      'active',
    ],
    keys: 4,
  },
  {
    name: 'idempotency_answers',
    columns: ['organization_id', 'digest', 'used_at', 'answer'],
    keys: 2,
  },
  {
    name: 'idempotency_keys',
    columns: ['organization_id', 'key_id', 'idempotency_key', 'request_hash', 'digest', 'created_at'],
    keys: 3,
  },
  {
    name: 'users',
    columns: ['organization_id', 'id', 'address', 'mailbox', 'role', 'added_at', 'deleted_at', 'doc'],
    keys: 2,
  },
  {
    name: 'invites',
    columns: [
      'organization_id',
      'id',
      'address',
      'mailbox',
      'role',
      'invited_at',
      'expires_at',
      'accepted_at',
      'deleted_at',
      'user_id',
      'token_hash',
      'doc',
    ],
    keys: 2,
  },
  {
    name: 'members',
    columns: ['organization_id', 'workspace_id', 'user_id', 'workspace_role', 'deleted_at', 'doc'],
    keys: 3,
  },
  {
    name: 'service_accounts',
    columns: ['organization_id', 'id', 'name', 'created_at', 'archived_at', 'doc'],
    keys: 2,
  },
  {
    name: 'service_account_members',
    columns: ['organization_id', 'service_account_id', 'workspace_id', 'workspace_role', 'created_at', 'doc'],
    keys: 3,
  },
  {
    name: 'api_keys',
    columns: [
      'organization_id',
      'id',
      'workspace_id',
      'user_id',
      'service_account_id',
      'created_by',
      'status',
      'created_at',
      'expires_at',
      'hash',
      'doc',
    ],
    keys: 2,
  },
  {
    name: 'activities',
    columns: ['organization_id', 'id', 'type', 'actor_id', 'doc'],
    keys: 2,
  },
  {
    name: 'recent_creates',
    columns: ['organization_id', 'created_at', 'id', 'request_hash', 'replays', 'undelivered'],
    keys: 3,
  },
  {
    name: 'sessions',
    columns: ['organization_id', 'hash', 'key_id', 'created_at', 'used_at'],
    keys: 2,
  },
  { name: 'refs', columns: ['organization_id', 'object', 'id', 'ref', 'pinned'], keys: 3 },
  {
    name: 'sandbox_organizations',
    columns: ['organization_id', 'made', 'expires_at', 'clock', 'beginning'],
    keys: 1,
  },
  { name: 'snapshots', columns: ['organization_id', 'name', 'created_at', 'content'], keys: 2 },
  { name: 'installation', columns: ['id', 'organization_id'], keys: 1 },
];

/** A row by its columns. */
export type Row = Record<string, Value>;

/** A row's values in the order of the table's columns. */
export const valuesOf = (table: Table, row: Row) => table.columns.map((column) => row[column] as Value);

/** Rows per insert: 100 × 14 values are far below every database's limit of parameters. */
const together = 100;

/** Stores rows of a table. A column that they lack, as those of a snapshot may that was made before it, gets its default. */
export async function insertRows(target: Transaction, table: Table, rows: readonly Row[]): Promise<void> {
  const [first = {}] = rows;
  const given = { ...table, columns: table.columns.filter((column) => column in first) };
  for (let start = 0; start < rows.length; start += together) {
    const part = rows.slice(start, start + together);
    await target.run(insertText(given, part.length), ...part.flatMap((row) => valuesOf(given, row)));
  }
}

function insertText(table: Table, rows: number): string {
  const width = table.columns.length;
  const tuple = (row: number) =>
    table.columns.map((_column, index) => `$${row * width + index + 1}`).join(', ');
  const tuples = Array.from({ length: rows }, (_each, row) => `(${tuple(row)})`);
  return `INSERT INTO ${table.name} (${table.columns.join(', ')}) VALUES ${tuples.join(', ')}`;
}
