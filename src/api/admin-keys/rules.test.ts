import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import { createClock, timestamp } from '../../contract/clock.ts';
import type { Scope } from '../../contract/scopes.ts';
import type { Transaction, Value } from '../../db/database.ts';
import { foundOrganization } from '../organizations/found.ts';
import { addAdminKey, newAdminKey } from './key.ts';
import { requireAnother } from './rules.ts';
import { type AdminKey, changeKey, deleteKey } from './store.ts';

const now = createClock();

/** A transaction that counts the rows of the lists that it has read. */
function counting(tx: Transaction) {
  const read = { rows: 0 };
  const all = async <Row>(sql: string, ...values: Value[]) => {
    const rows = await tx.all<Row>(sql, ...values);
    read.rows += rows.length;
    return rows;
  };
  return { read, tx: { ...tx, all, get: tx.get.bind(tx) } as Transaction };
}

forEachDatabase((kind) => {
  test('a key can go if another active one that never expires can manage keys: no list of keys is read', async () => {
    const db = await kind.open();
    const found = async (name: string) => (await foundOrganization({ db, now, limits }, name)).id;
    const [ours, theirs] = [await found('Ours'), await found('Theirs')];
    const add = (scopes: Scope[] | null, expiresAt: string | null = null, organizationId = ours) =>
      db.transaction(organizationId, (tx) =>
        addAdminKey(tx, organizationId, newAdminKey(), { name: 'a key', now: now(), expiresAt, scopes }),
      );
    const ask = (key: AdminKey) =>
      db.transaction(ours, async (plain) => {
        const { read, tx } = counting(plain);
        await requireAnother(tx, key);
        return read.rows;
      });
    const last = /^Error: The last active key with write:admin_keys that never expires can’t be/;

    const key = await add(['write:admin_keys']);
    await add(null, null, theirs);
    await add(['read:admin_keys', 'write:members']);
    await add(null, timestamp(now() + 3_600_000_000));
    const disabled = await add(null);
    await db.transaction(ours, (tx) => changeKey(tx, { ...disabled, disabled_at: timestamp(now()) }));
    const deleted = await add(null);
    await db.transaction(ours, (tx) => deleteKey(tx, ours, deleted.id, timestamp(now())));
    await assert.rejects(ask(key), last);

    for (const scopes of [['read:members', 'write:admin_keys'] as const, null]) {
      const other = await add(scopes && [...scopes]);
      assert.equal(await ask(key), 0);
      await db.transaction(ours, (tx) => deleteKey(tx, ours, other.id, timestamp(now())));
      await assert.rejects(ask(key), last);
    }
    assert.equal(await ask({ ...key, scopes: '["read:admin_keys"]' }), 0);
    assert.equal(await ask({ ...key, expires_at: timestamp(now()) }), 0);
  });
});
