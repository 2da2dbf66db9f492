import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { createClock } from '../contract/clock.ts';
import { keys } from './api-keys/store.ts';
import { foundOrganization } from './organizations/found.ts';
import { walkPage } from './pages.ts';

const now = createClock();
const all = 14_000;

/** Keys of one organization, every two-thousandth inactive, several made in the same second. */
const insert = `INSERT INTO api_keys (organization_id, id, status, created_at, hash, doc) VALUES ($1, $2, $3, $4, $5, '{}')`;
const idOf = (index: number) => `apikey_${String(index).padStart(5, '0')}`;

forEachDatabase((kind) => {
  test('a page whose filter leaves few rows is found a part at a time', async () => {
    const db = await kind.open();
    const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
    await db.transaction(organizationId, async (tx) => {
      for (let index = 0; index < all; index++) {
        const status = index % 2000 === 0 ? 'inactive' : 'active';
        const second = String(Math.floor(index / 600)).padStart(2, '0');
        tx.insert(insert, organizationId, idOf(index), status, `2026-01-01T00:00:${second}Z`, idOf(index));
      }
    });
    const few = [12000, 10000, 8000, 6000, 4000, 2000, 0].map(idOf);
    let turns = 0;
    const call = {
      db,
      turn: async () => {
        turns += 1;
      },
    };
    for (const limit of [1, 2, 3, 7, 8]) {
      const asked = { of: [organizationId], filters: { status: 'inactive' } };
      const walk = async (cursor: 'after_id' | 'before_id') => {
        const ids: string[] = [];
        for (let from: string[] | undefined; ; ) {
          const query = { limit, ...((from || cursor === 'before_id') && { [cursor]: 'a' }) };
          const { rows, more } = await walkPage(call, keys, query, asked, from);
          ids.push(
            ...rows
              .map(({ id }) => id)
              .toSorted((one, other) => (cursor === 'after_id' ? -1 : 1) * one.localeCompare(other)),
          );
          if (!more) return ids;
          const last = cursor === 'after_id' ? rows.at(-1) : rows[0];
          from = last && keys.keyOf(last);
        }
      };
      assert.deepEqual(await walk('after_id'), few);
      assert.deepEqual(await walk('before_id'), few.toReversed());
    }
    assert.ok(turns > 0);
    turns = 0;
    await walkPage(
      call,
      keys,
      { limit: 5 },
      { of: [organizationId], filters: { workspace: 'a' } },
      undefined,
    );
    await walkPage(call, keys, { limit: 5 }, { of: [organizationId] }, undefined);
    assert.equal(turns, 0);
  });
});
