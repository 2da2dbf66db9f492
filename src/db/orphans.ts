import type { Reads } from './database.ts';

/**
 * References to rows of the same organization that have no foreign key. That of an accepted invite isn't one: an import may
 * bring the invite of a user who had left, and who isn't in the document.
 */
const references = [{ table: 'admin_keys', column: 'user_id', parent: 'users' }] as const;

/** A row that refers to one that doesn’t exist. */
export interface Orphan {
  organization_id: string;
  id: string;
  table: string;
  missing: string;
}

/** Rows that refer to nothing: there should be none. (Databases themselves look after those with a foreign key.) */
export async function findOrphans(db: Reads): Promise<Orphan[]> {
  const found: Orphan[] = [];
  for (const { table, column, parent } of references) {
    const rows = await db.all<Omit<Orphan, 'table'>>(
      `SELECT organization_id, id, ${column} AS missing FROM ${table} AS child
       WHERE ${column} IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM ${parent} AS parent
         WHERE parent.organization_id = child.organization_id AND parent.id = child.${column})
       ORDER BY organization_id, id`,
    );
    found.push(...rows.map((row) => ({ ...row, table })));
  }
  return found;
}
