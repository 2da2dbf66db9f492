import type { Reads, Transaction } from './database.ts';
import { insertRows, type Row, tables } from './tables.ts';

/** Everything that an organization has, by table; without admin keys, what tells of them, and what is remembered of requests. */
export type OrganizationRows = Readonly<Record<string, readonly Row[]>>;

/** Of an organization's own row, what is restored. */
const members = 'name, workspace_limit, active_workspaces, feed_since';
/** Tables about who calls and what was called, and those of the sandbox itself. */
const others = new Set([
  'admin_keys',
  'sessions',
  'idempotency_answers',
  'idempotency_keys',
  'recent_creates',
  'sandbox_organizations',
  'snapshots',
]);
const owned = tables.filter(({ columns }) => columns[0] === 'organization_id');
const contents = owned.filter(({ name }) => !others.has(name));
const requests = ['idempotency_keys', 'idempotency_answers', 'recent_creates'];
/** Of the activity feed, what tells of admin keys stays with them. */
const ofContents = (table: string) =>
  table === 'activities'
    ? "AND type NOT IN ('admin_api_key_created', 'admin_api_key_updated', 'admin_api_key_deleted')"
    : '';
const selects = new Map(
  contents.map(({ name, columns, keys }) => {
    const order = columns.slice(1, keys).join(', ');
    const sql = `SELECT ${columns.slice(1).join(', ')} FROM ${name}
      WHERE organization_id = $1 ${ofContents(name)} ORDER BY ${order}`;
    return [name, sql];
  }),
);
const deletes = new Map(owned.map(({ name }) => [name, `DELETE FROM ${name} WHERE organization_id = $1`]));
/** Secrets that only one row may have. */
const secrets = ['hash', 'token_hash'];

/** An organization's rows, as `replaceRows` takes them. */
export async function readRows(db: Reads, organizationId: string): Promise<OrganizationRows> {
  const rows: Record<string, readonly Row[]> = {
    organizations: await db.all<Row>(`SELECT ${members} FROM organizations WHERE id = $1`, organizationId),
  };
  for (const [name, sql] of selects) rows[name] = await db.all<Row>(sql, organizationId);
  return rows;
}

/** Gives an organization these rows and no others; what is remembered of its requests is forgotten. */
export async function replaceRows(
  tx: Transaction,
  organizationId: string,
  rows: OrganizationRows,
): Promise<void> {
  for (const name of requests) await tx.run(deletes.get(name) as string, organizationId);
  for (const { name } of contents.toReversed()) {
    await tx.run(`${deletes.get(name)} ${ofContents(name)}`, organizationId);
  }
  for (const table of contents) {
    const theirs = (rows[table.name] ?? []).map((row) => ({ ...row, organization_id: organizationId }));
    await insertRows(tx, table, theirs);
  }
  const [row = {}] = rows.organizations ?? [];
  await tx.run(
    `UPDATE organizations SET name = $1, workspace_limit = $2, active_workspaces = $3, feed_since = $4,
       latest_undelivered = '', idempotency_bytes = 0 WHERE id = $5`,
    row.name ?? '',
    row.workspace_limit ?? null,
    row.active_workspaces ?? 0,
    row.feed_since ?? null,
    organizationId,
  );
}

/** The same rows for another organization: secrets are replaced by what nobody knows. */
export function withoutSecrets(rows: OrganizationRows): OrganizationRows {
  const cleaned = Object.entries(rows).map(([name, list]) => [name, list.map(withoutSecret)]);
  return Object.fromEntries(cleaned);
}

function withoutSecret(row: Row): Row {
  const held = secrets.filter((name) => name in row);
  return { ...row, ...Object.fromEntries(held.map((name) => [name, crypto.randomUUID()])) };
}

/** Of rows, those that a new organization has. */
export function emptied({ organizations = [], workspaces = [] }: OrganizationRows): OrganizationRows {
  return {
    organizations: organizations.map((row) => ({ ...row, active_workspaces: 0 })),
    workspaces: workspaces.filter(({ is_default }) => is_default === 1),
  };
}

/** Deletes an organization and everything that it has. */
export async function deleteOrganization(tx: Transaction, organizationId: string): Promise<void> {
  for (const { name } of owned.toReversed()) await tx.run(deletes.get(name) as string, organizationId);
  await tx.run('DELETE FROM organizations WHERE id = $1', organizationId);
}
