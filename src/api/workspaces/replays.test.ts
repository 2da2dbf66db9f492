import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import { createClock } from '../../contract/clock.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { foundOrganization } from '../organizations/found.ts';
import { makeWorkspace } from './make.ts';
import { Replays } from './replays.ts';
import { insert } from './store.ts';

const now = createClock();

/** An organization, and how its creates are made and claimed. */
async function withCreates(db: Database) {
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const replays = new Replays(db);
  const create = (hashes: string[], by = db, at = now) =>
    by.transaction(organizationId, async (tx) => {
      for (const requestHash of hashes) {
        const workspace = makeWorkspace({ name: 'A workspace' }, limits, at());
        const row = { isDefault: false, requestHash, undelivered: false, doc: workspace.id };
        insert(tx, organizationId, workspace, row);
      }
    });
  /** What a replay is answered with, and how many rows were read for it. */
  const claim = (hash: string, replay = 1) =>
    db.transaction(organizationId, async (tx) => {
      let rows = 0;
      const counting = async <Row>(sql: string, ...values: never[]) => {
        const found = await tx.all<Row>(sql, ...values);
        rows += found.length;
        return found;
      };
      const find = tx.find.bind(tx);
      const spied = { all: counting, get: tx.get.bind(tx), find, run: tx.run.bind(tx) };
      const made = await replays.claimNumbered({
        db: spied as unknown as Transaction,
        organizationId,
        requestHash: hash,
        replay,
        now,
      });
      return { made: made?.doc, rows };
    });
  return { create, claim };
}

const many = (prefix: string) => Array.from({ length: 1000 }, (_, index) => `${prefix} ${index}`);

forEachDatabase((kind) => {
  test('concurrent retries don’t each read all creates of the last minute', async () => {
    const { create, claim } = await withCreates(await kind.open());
    await create(many('one'));
    const first = await claim('one 500');
    assert.ok(first.made !== undefined && first.rows <= 1001);
    let rows = 0;
    for (let index = 0; index < 100; index++) {
      const { made, rows: more } = await claim(`one ${index}`);
      assert.ok(made !== undefined);
      rows += more;
    }
    assert.ok(rows <= 200, `${rows} rows`);
  });

  test('retries find newer creates, also of another process', async () => {
    const db = await kind.open();
    const other = await kind.again(db);
    const { create, claim } = await withCreates(db);
    await create(['a', 'b']);
    assert.ok((await claim('a')).made);
    await create(['c']);
    assert.ok((await claim('c')).made);
    const before = Object.assign(() => now() - 30_000_000, { ago: now.ago });
    await create(['d'], other, before);
    assert.ok((await claim('d')).made, 'though its id is lower than those that are known');
    assert.equal((await claim('d')).made, undefined, 'it was claimed');
  });

  test('of very many identical creates the newest are returned, each once', async () => {
    const { create, claim } = await withCreates(await kind.open());
    await create(Array(300).fill('same'));
    const made = new Set<string | undefined>();
    let rows = 0;
    for (let time = 0; time < 50; time++) {
      const claimed = await claim('same');
      made.add(claimed.made);
      rows = Math.max(rows, time === 0 ? 0 : claimed.rows);
    }
    assert.equal(made.size, 50);
    assert.ok(!made.has(undefined) && rows <= 100);
  });

  test('workspaces stamped in the future, by a wrong clock, are never returned to a retry', async () => {
    const { create, claim } = await withCreates(await kind.open());
    await create(
      ['later'],
      undefined,
      Object.assign(() => now() + 3_600_000_000, { ago: now.ago }),
    );
    assert.equal((await claim('later')).made, undefined);
  });
});
