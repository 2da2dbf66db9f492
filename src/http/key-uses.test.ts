import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { forEachDatabase } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { foundOrganization } from '../api/organizations/found.ts';
import { createClock } from '../contract/clock.ts';
import { KeyUses } from './key-uses.ts';

const now = createClock();

forEachDatabase((kind) => {
  test('the use of a key is noted once an hour, whatever the number of requests and servers', async (t) => {
    const db = await kind.open();
    const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
    const make = () =>
      db.transaction(organizationId, (tx) =>
        addAdminKey(tx, organizationId, newAdminKey(), { name: 'a key', now: now(), expiresAt: null }),
      );
    const { id } = await make();
    const writes = t.mock.method(db, 'transaction');
    t.mock.timers.enable({ apis: ['Date'] });
    /** When a key was used, once it is noted. */
    const noted = async (key: string, after: string | null) => {
      for (;;) {
        const sql = 'SELECT last_used_at FROM admin_keys WHERE id = $1';
        const used = (await db.get<{ last_used_at: string | null }>(sql, key))?.last_used_at ?? null;
        if (used !== after) return used;
        await sleep(20);
      }
    };
    const uses = new KeyUses(db);
    let last: string | null = null;
    for (const [hours, hour] of [
      ['09:00:00.000', '2099-01-01T09:00:00.000000Z'],
      ['10:59:59.999', '2099-01-01T10:00:00.000000Z'],
    ] as const) {
      t.mock.timers.setTime(Date.parse(`2099-01-01T${hours}Z`));
      const before = writes.mock.callCount();
      const use = (last_used_at: string | null) =>
        uses.note({ organization_id: organizationId, id, last_used_at });
      // What was looked up before it was noted.
      for (let time = 0; time < 3; time++) use(last);
      last = await noted(id, last);
      assert.equal(last, hour);
      use(last);
      // Another server, and this one after a restart.
      new KeyUses(db).note({ organization_id: organizationId, id, last_used_at: last });
      assert.equal(writes.mock.callCount(), before + 1);
      // When that of another key is noted, those from before would have been, too.
      const other = await make();
      uses.note({ organization_id: organizationId, id: other.id, last_used_at: null });
      await noted(other.id, null);
      assert.equal(writes.mock.callCount(), before + 3);
    }
  });
});
