import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import { createClock, timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Database } from '../../db/database.ts';
import { findFeedSince } from '../compliance-settings/store.ts';
import { foundOrganization } from '../organizations/found.ts';
import { operator } from './record.ts';
import { recordAndDrop } from './retention.ts';

const now = createClock();
const day = 86_400_000_000;

/** Stores so many activities of that age, in days. */
async function age(db: Database, organizationId: string, days: number, count: number): Promise<void> {
  await db.transaction(organizationId, async (tx) => {
    for (let index = 0; index < count; index++) {
      await tx.run(
        `INSERT INTO activities (organization_id, id, type, actor_id, doc) VALUES ($1, $2, 'org_user_deleted', NULL, '{}')`,
        organizationId,
        newId('activity', now() - days * day),
      );
    }
  });
}

forEachDatabase((kind) => {
  test('drops what is too old with other writes, a hundred at a time, and nothing else', async () => {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'Old');
    const { id: other } = await foundOrganization({ db, now, limits }, 'Other');
    await age(db, id, 31, 250);
    await age(db, id, 29, 5);
    await age(db, other, 31, 5);
    const record = recordAndDrop(30);
    const write = (organizationId: string) =>
      db.transaction(organizationId, (tx) => record(tx, organizationId, operator, { activities: [] }));
    const left = async (organizationId: string) =>
      (await db.all('SELECT id FROM activities WHERE organization_id = $1', organizationId)).length;
    const counts = [];
    for (let writes = 0; writes < 4; writes++) {
      await write(id);
      counts.push(await left(id));
    }
    assert.deepEqual(counts, [155, 55, 5, 5]);
    assert.equal(await left(other), 5);
    const since = (await findFeedSince(db, id)) ?? 0;
    assert.ok(Math.abs(now() - 30 * day - since) < 60_000_000, timestamp(since));
    assert.equal(await findFeedSince(db, other), 0);
  });

  test('looks for old ones once a minute when none are left', async (t) => {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'Old');
    const record = recordAndDrop(30);
    const deletions = async () => {
      let count = 0;
      await db.transaction(id, async (tx) => {
        const watched = t.mock.method(tx, 'run');
        await record(tx, id, operator, { activities: [] });
        count = watched.mock.callCount();
        watched.mock.restore();
      });
      return count;
    };
    assert.deepEqual([await deletions(), await deletions()], [1, 0]);
  });
});
