import assert from 'node:assert/strict';
import { findUntold } from '../../src/api/activities/check.ts';
import type { Database } from '../../src/db/database.ts';

/** What is complained about after this change behind the program’s back, which is then undone. */
export async function complaintsAfter(db: Database, id: string, sql: string): Promise<string[]> {
  const undone = new Error();
  let found: string[] | undefined;
  await db
    .transaction('', async (tx) => {
      await tx.run(sql);
      found = await findUntold(tx, id);
      throw undone;
    })
    .catch((error) => assert.equal(error, undone));
  return found ?? [];
}
