import type { Reads, Transaction } from '../../db/database.ts';

/** A tenant, which workspaces and keys belong to. */
export interface Organization {
  id: string;
  name: string;
  created_at: string;
  /** Null means the server's setting. */
  workspace_limit: number | null;
  active_workspaces: number;
}

const columns = 'id, name, created_at, workspace_limit, active_workspaces';

/** One organization, or undefined. */
export const findOrganization = (db: Reads, id: string) =>
  db.get<Organization>(`SELECT ${columns} FROM organizations WHERE id = $1`, id);

/** All organizations, oldest first; for operators. */
export const listOrganizations = (db: Reads) =>
  db.all<Organization>(`SELECT ${columns} FROM organizations ORDER BY created_at, id`);

/** The ids of the organizations with this name, oldest first. */
export async function findIdsByName(db: Reads, name: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    'SELECT id FROM organizations WHERE name = $1 ORDER BY created_at, id',
    name,
  );
  return rows.map(({ id }) => id);
}

/** Stores a new organization. */
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

/** Renames an organization; false if there is none with this id. */
export async function setName(tx: Transaction, id: string, name: string): Promise<boolean> {
  return (await tx.run('UPDATE organizations SET name = $1 WHERE id = $2', name, id)) > 0;
}

/** False if there is no such organization. */
export async function setWorkspaceLimit(tx: Transaction, id: string, limit: number | null): Promise<boolean> {
  return (await tx.run('UPDATE organizations SET workspace_limit = $1 WHERE id = $2', limit, id)) > 0;
}

/** The number of active workspaces in all organizations; for operators. */
export async function countActiveWorkspaces(db: Reads): Promise<number> {
  const row = await db.get<{ total: number }>(
    'SELECT CAST(coalesce(sum(active_workspaces), 0) AS INTEGER) AS total FROM organizations',
  );
  return row?.total ?? 0;
}

/** An organization whose counter is wrong. */
export interface Miscount {
  id: string;
  counted: number;
  actual: number;
}

/** Organizations whose counter isn't the number of their active workspaces: there should be none. */
export const findMiscounts = (db: Reads) =>
  db.all<Miscount>(
    `SELECT id, counted, actual FROM (
       SELECT id, active_workspaces AS counted,
         (SELECT CAST(count(*) AS INTEGER) FROM workspaces
          WHERE organization_id = organizations.id AND archived_at IS NULL AND is_default = 0) AS actual
       FROM organizations) AS counts
     WHERE counted <> actual ORDER BY id`,
  );

/** Whether the first organization was created. */
export async function isInstalled(db: Reads): Promise<boolean> {
  return (await db.get('SELECT id FROM installation WHERE id = 1')) !== undefined;
}

/** Marks this organization as the first one of the database; false if another one was first. */
export async function claimInstallation(tx: Transaction, organizationId: string): Promise<boolean> {
  const claimed = await tx.run(
    'INSERT INTO installation (id, organization_id) VALUES (1, $1) ON CONFLICT DO NOTHING',
    organizationId,
  );
  return claimed > 0;
}
