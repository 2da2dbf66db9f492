import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { Walk } from '../../db/walk.ts';
import type { ServiceAccount } from './contract.ts';

/** A stored service account. */
export interface StoredAccount extends Row {
  archived_at: string | null;
}

/** One service account of the organization, or undefined. */
export const findAccount = (db: Reads, organizationId: string, id: string) =>
  db.find<StoredAccount>(
    'SELECT id, archived_at, doc FROM service_accounts WHERE organization_id = $1 AND id = ANY($2)',
    organizationId,
    id,
  );

/** Whether a service account that isn’t archived has this name. */
export async function isTaken(db: Reads, organizationId: string, name: string): Promise<boolean> {
  const row = await db.get(
    'SELECT id FROM service_accounts WHERE organization_id = $1 AND name = $2 AND archived_at IS NULL',
    organizationId,
    name,
  );
  return row !== undefined;
}

const every = { source: 'service_accounts', columns: 'created_at, id, doc', key: ['created_at', 'id'] };

/** The lists of service accounts. */
export const walks = {
  all: new Walk<Row>(every),
  live: new Walk<Row>({ ...every, where: 'archived_at IS NULL' }),
};

/** Stores a new service account, whose text is `doc`. */
export function insertAccount(
  tx: Transaction,
  organizationId: string,
  account: ServiceAccount,
  doc: string,
): void {
  tx.insert(
    `INSERT INTO service_accounts (organization_id, id, name, created_at, archived_at, doc)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    organizationId,
    account.id,
    account.name,
    account.created_at,
    account.archived_at,
    doc,
  );
}

/** Replaces a stored service account, whose text is now `doc`. */
export async function replaceAccount(
  tx: Transaction,
  organizationId: string,
  account: ServiceAccount,
  doc: string,
): Promise<void> {
  await tx.run(
    'UPDATE service_accounts SET archived_at = $1, doc = $2 WHERE organization_id = $3 AND id = $4',
    account.archived_at,
    doc,
    organizationId,
    account.id,
  );
}
