import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { foundOrganization } from '../api/organizations/found.ts';
import { createClock } from '../contract/clock.ts';
import { findOrphans } from './orphans.ts';

const now = createClock();
const insertUser = `INSERT INTO users (organization_id, id, address, mailbox, role, added_at, doc)
  VALUES ($1, $2, '', '', '', '', '')`;

forEachDatabase((kind) => {
  test('keys of users that the organization doesn’t have are found', async () => {
    const db = await kind.open();
    const { id: other } = await foundOrganization({ db, now, limits }, 'Other');
    const { id } = await foundOrganization({ db, now, limits }, 'An organization');
    await db.transaction(other, (tx) => tx.run(insertUser, other, 'theirs'));
    const keys: string[] = [];
    await db.transaction(id, async (tx) => {
      await tx.run(insertUser, id, 'user');
      for (const user of [null, 'user', 'theirs', 'nobody']) {
        const key = { name: 'a key', now: now(), expiresAt: null };
        keys.push((await addAdminKey(tx, id, newAdminKey(), key)).id);
        await tx.run('UPDATE admin_keys SET user_id = $1 WHERE id = $2', user, keys.at(-1) ?? '');
      }
    });
    const found = (await findOrphans(db)).map((row) => ({ ...row }));
    const of = (row: string | undefined, missing: string) => ({
      organization_id: id,
      id: row,
      table: 'admin_keys',
      missing,
    });
    assert.deepEqual(found, [of(keys[2], 'theirs'), of(keys[3], 'nobody')]);
  });
});
