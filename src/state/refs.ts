import type { Reads, Transaction } from '../db/database.ts';

/** The kinds of objects that can have a ref or be pinned; all but the first are sections of a document. */
export type RefObject = 'organization' | 'users' | 'invites' | 'service_accounts' | 'workspaces' | 'api_keys';

/** What a document adds to an object. */
export interface Ref {
  object: RefObject;
  id: string;
  ref: string | null;
  /** 1 if writes are answered but not kept. */
  pinned: number;
}

/** All refs and pins of an organization. */
export const readRefs = (db: Reads, organizationId: string) =>
  db.all<Ref>('SELECT object, id, ref, pinned FROM refs WHERE organization_id = $1', organizationId);

/** The organizations with this ref, oldest first. */
export async function findByRef(db: Reads, ref: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT organizations.id FROM refs JOIN organizations ON organizations.id = refs.organization_id
     WHERE refs.object = 'organization' AND refs.ref = $1 ORDER BY organizations.created_at, organizations.id`,
    ref,
  );
  return rows.map(({ id }) => id);
}

/** Stores a ref, in place of what was stored for the object. */
export async function putRef(tx: Transaction, organizationId: string, ref: Ref): Promise<void> {
  await tx.run(
    `INSERT INTO refs (organization_id, object, id, ref, pinned) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organization_id, object, id) DO UPDATE SET ref = excluded.ref, pinned = excluded.pinned`,
    organizationId,
    ref.object,
    ref.id,
    ref.ref,
    ref.pinned,
  );
}

/** Deletes what was stored for an object. */
export async function deleteRef(
  tx: Transaction,
  organizationId: string,
  { object, id }: Pick<Ref, 'object' | 'id'>,
): Promise<void> {
  await tx.run(
    'DELETE FROM refs WHERE organization_id = $1 AND object = $2 AND id = $3',
    organizationId,
    object,
    id,
  );
}
