import { fold } from '../contract/fold.ts';
import type { Transaction } from './database.ts';

interface Named {
  organization_id: string;
  id: string;
  folded_name: string;
  doc: string;
}

/** Folds the names that aren't ASCII, which SQL can't fold, after the migration that adds the column. */
export async function foldNames(tx: Transaction): Promise<void> {
  let last = { organization_id: '', id: '' };
  for (;;) {
    const rows = await tx.all<Named>(
      `SELECT organization_id, id, folded_name, doc FROM workspaces WHERE (organization_id, id) > ($1, $2)
       ORDER BY organization_id, id LIMIT 1000`,
      last.organization_id,
      last.id,
    );
    for (const { organization_id, id, folded_name, doc } of rows) {
      const folded = fold((JSON.parse(doc) as { name: string }).name);
      if (folded === folded_name) continue;
      await tx.run(
        'UPDATE workspaces SET folded_name = $1 WHERE organization_id = $2 AND id = $3',
        folded,
        organization_id,
        id,
      );
    }
    const next = rows.at(-1);
    if (next === undefined) return;
    last = next;
  }
}
