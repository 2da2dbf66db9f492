import type { Reads, Transaction } from '../db/database.ts';

/** A tenant: workspaces and keys belong to one. */
export interface Organization {
  id: string;
  name: string;
  created_at: string;
  /** Null: the server's setting holds. */
  workspace_limit: number | null;
  active_workspaces: number;
}

const columns = 'id, name, created_at, workspace_limit, active_workspaces';

/** One organization, or undefined. */
export const findOrganization = (db: Reads, id: string) =>
  db.get<Organization>(`SELECT ${columns} FROM organizations WHERE id = $1`, id);

/** An operator's view over all organizations, oldest first. */
export const listOrganizations = (db: Reads) =>
  db.all<Organization>(`SELECT ${columns} FROM organizations ORDER BY created_at, id`);

/** Keeps a new organization. */
export async function insertOrganization(tx: Transaction, row: Organization): Promise<void> {
  await tx.run(
    `INSERT INTO organizations (${columns}) VALUES ($1, $2, $3, $4, $5)`,
    row.id,
    row.name,
    row.created_at,
    row.workspace_limit,
    row.active_workspaces,
  );
}

/** False: there is no such organization. */
export async function setWorkspaceLimit(tx: Transaction, id: string, limit: number | null): Promise<boolean> {
  return (await tx.run('UPDATE organizations SET workspace_limit = $1 WHERE id = $2', limit, id)) > 0;
}

/** Active workspaces of all organizations: an operator's figure. */
export async function countActiveWorkspaces(db: Reads): Promise<number> {
  const row = await db.get<{ total: number }>(
    'SELECT CAST(coalesce(sum(active_workspaces), 0) AS INTEGER) AS total FROM organizations',
  );
  return row?.total ?? 0;
}

/** An organization one of whose counters went wrong. */
export interface Miscount {
  id: string;
  /** What is counted. */
  what: string;
  counted: number;
  actual: number;
}

const workspacesOf = 'FROM workspaces WHERE organization_id = organizations.id';
const counters = [
  [
    'active workspaces',
    'active_workspaces',
    `SELECT count(*) ${workspacesOf} AND archived_at IS NULL AND is_default = 0`,
  ],
  [
    'bytes of answers kept for Idempotency-Key',
    'idempotency_bytes',
    `SELECT 512 * (SELECT count(*) FROM idempotency_keys WHERE organization_id = organizations.id)
       + (SELECT coalesce(sum(octet_length(answer)), 0) FROM idempotency_answers
          WHERE organization_id = organizations.id)`,
  ],
] as const;

/** Organizations whose counters don't agree with what is there: there should be none. */
export async function findMiscounts(db: Reads): Promise<Miscount[]> {
  const found: Miscount[] = [];
  for (const [what, column, actual] of counters) {
    const rows = await db.all<Omit<Miscount, 'what'>>(
      `SELECT id, counted, actual FROM (
         SELECT id, ${column} AS counted, CAST((${actual}) AS INTEGER) AS actual FROM organizations) AS counts
       WHERE counted <> actual ORDER BY id`,
    );
    found.push(...rows.map((row) => ({ ...row, what })));
  }
  return found;
}

/** Whether the first organization was made. */
export async function isInstalled(db: Reads): Promise<boolean> {
  return (await db.get('SELECT id FROM installation WHERE id = 1')) !== undefined;
}

/** Marks the database as set up by this organization; false: another one did so before. */
export async function claimInstallation(tx: Transaction, organizationId: string): Promise<boolean> {
  const claimed = await tx.run(
    'INSERT INTO installation (id, organization_id) VALUES (1, $1) ON CONFLICT DO NOTHING',
    organizationId,
  );
  return claimed > 0;
}
