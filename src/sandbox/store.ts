import type { Reads, Transaction } from '../db/database.ts';
import type { OrganizationRows } from '../db/organization-rows.ts';

/** What a sandbox keeps about an organization. */
export interface SandboxRow {
  organization_id: string;
  expires_at: string | null;
  /** A Shift as JSON. */
  clock: string | null;
  /** A Beginning as JSON. */
  beginning: string | null;
}

/** An organization of the sandbox, as it is listed. */
export interface Listed {
  id: string;
  name: string;
  created_at: string;
  expires_at: string | null;
}

/** Everything that the sandbox keeps about organizations. */
export const allRows = (db: Reads) =>
  db.all<SandboxRow>('SELECT organization_id, made, expires_at, clock, beginning FROM sandbox_organizations');

/** The organizations that were made for tests, oldest first. */
export const listMade = (db: Reads) =>
  db.all<Listed>(
    `SELECT id, name, created_at, expires_at FROM organizations
     JOIN sandbox_organizations ON organization_id = id WHERE made = 1 ORDER BY created_at, id`,
  );

/** Whether it was made for tests. */
export async function wasMade(db: Reads, id: string): Promise<boolean> {
  const sql = 'SELECT made FROM sandbox_organizations WHERE organization_id = $1 AND made = 1';
  return (await db.get(sql, id)) !== undefined;
}

/** The IDs of all organizations. */
export const allIds = async (db: Reads): Promise<string[]> =>
  (await db.all<{ id: string }>('SELECT id FROM organizations ORDER BY id')).map(({ id }) => id);

/** Whether there is such an organization. */
export async function organizationExists(db: Reads, id: string): Promise<boolean> {
  return (await db.get('SELECT id FROM organizations WHERE id = $1', id)) !== undefined;
}

/** The organization that the server created first. */
export async function firstOrganization(db: Reads): Promise<string | undefined> {
  const row = await db.get<{ organization_id: string }>(
    'SELECT organization_id FROM installation WHERE id = 1',
  );
  return row?.organization_id;
}

/** The ID of the organization’s oldest key with all scopes that is active at this time. */
export async function oldestKey(db: Reads, organizationId: string, at: string): Promise<string | undefined> {
  const row = await db.get<{ id: string }>(
    `SELECT id FROM admin_keys WHERE organization_id = $1 AND scopes IS NULL AND disabled_at IS NULL
       AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > $2) ORDER BY created_at, id LIMIT 1`,
    organizationId,
    at,
  );
  return row?.id;
}

/** Marks an organization as one that was made for tests. */
export async function insertMade(tx: Transaction, id: string, expiresAt: string | null): Promise<void> {
  await tx.run(
    'INSERT INTO sandbox_organizations (organization_id, made, expires_at) VALUES ($1, 1, $2)',
    id,
    expiresAt,
  );
}

/** Keeps the shift of the organization’s clock, as JSON; null for the server’s own clock. */
export async function keepShift(tx: Transaction, id: string, shift: string | null): Promise<void> {
  await tx.run(
    `INSERT INTO sandbox_organizations (organization_id, made, clock) VALUES ($1, 0, $2)
     ON CONFLICT (organization_id) DO UPDATE SET clock = excluded.clock`,
    id,
    shift,
  );
}

/** Keeps the clock and the faults that the organization began with, as JSON. */
export async function keepBeginning(tx: Transaction, id: string, beginning: string): Promise<void> {
  await tx.run(
    `INSERT INTO sandbox_organizations (organization_id, made, beginning) VALUES ($1, 0, $2)
     ON CONFLICT (organization_id) DO UPDATE SET beginning = excluded.beginning`,
    id,
    beginning,
  );
}

/** The IDs of the objects whose writes aren’t kept, by organization. */
export const allPins = (db: Reads) =>
  db.all<{ organization_id: string; object: string; id: string }>(
    'SELECT organization_id, object, id FROM refs WHERE pinned = 1',
  );

/** The same of one organization. */
export const pinsOf = (db: Reads, organizationId: string) =>
  db.all<{ object: string; id: string }>(
    'SELECT object, id FROM refs WHERE organization_id = $1 AND pinned = 1',
    organizationId,
  );

/** The snapshot that a reset restores; it isn’t listed. */
export const seedSnapshot = '.seed';

/** An organization’s snapshots, oldest first. */
export const listSnapshots = (db: Reads, organizationId: string) =>
  db.all<{ name: string; created_at: string }>(
    `SELECT name, created_at FROM snapshots WHERE organization_id = $1 AND name <> '${seedSnapshot}'
     ORDER BY created_at, name`,
    organizationId,
  );

/** The organizations that have no seed yet. */
export async function withoutSeed(db: Reads): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT id FROM organizations WHERE NOT EXISTS (
       SELECT 1 FROM snapshots WHERE organization_id = organizations.id AND name = '${seedSnapshot}') ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** The rows in a snapshot, or undefined. */
export async function readSnapshot(
  db: Reads,
  organizationId: string,
  name: string,
): Promise<OrganizationRows | undefined> {
  const row = await db.get<{ content: string }>(
    'SELECT content FROM snapshots WHERE organization_id = $1 AND name = $2',
    organizationId,
    name,
  );
  return row && (JSON.parse(row.content) as OrganizationRows);
}

/** Keeps a snapshot, in place of an earlier one with this name. */
export async function keepSnapshot(
  tx: Transaction,
  organizationId: string,
  name: string,
  at: string,
  rows: OrganizationRows,
): Promise<void> {
  await tx.run(
    `INSERT INTO snapshots (organization_id, name, created_at, content) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organization_id, name) DO UPDATE SET created_at = excluded.created_at, content = excluded.content`,
    organizationId,
    name,
    at,
    JSON.stringify(rows),
  );
}

/** Deletes a snapshot; false if there is none. */
export async function deleteSnapshot(
  tx: Transaction,
  organizationId: string,
  name: string,
): Promise<boolean> {
  const deleted = await tx.run(
    'DELETE FROM snapshots WHERE organization_id = $1 AND name = $2',
    organizationId,
    name,
  );
  return deleted > 0;
}
