import assert from 'node:assert/strict';
import { test } from 'node:test';
import { archiveKeysOfWorkspace, findKey, insertKey, replaceKey } from '../../src/api/api-keys/store.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { makeWorkspace } from '../../src/api/workspaces/make.ts';
import { findStored, insert } from '../../src/api/workspaces/store.ts';
import { createClock } from '../../src/contract/clock.ts';
import type { Database, Transaction, Versions } from '../../src/db/database.ts';
import { workspaceWithKeys } from '../../src/db/look-ups.ts';
import { forEachDatabase } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();
const addCounts = `INSERT INTO workspace_counts AS counts
    (organization_id, day, workspace_geo, default_inference_geo, created, archived, active)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (organization_id, day, workspace_geo, default_inference_geo) DO UPDATE SET
    created = counts.created + excluded.created,
    archived = counts.archived + excluded.archived,
    active = counts.active + excluded.active`;

const repaint = 'UPDATE workspaces SET doc = $1 WHERE organization_id = $2 AND id = $3';

function newWorkspace(tx: Transaction, organizationId: string, id?: string): string {
  const made = makeWorkspace({ name: 'One' }, limits, now());
  const workspace = { ...made, id: id ?? made.id };
  const row = { isDefault: false, requestHash: null, undelivered: false, doc: JSON.stringify(workspace) };
  insert(tx, organizationId, workspace, row);
  return workspace.id;
}

/** A key of this workspace, as it is stored. */
const keyOf = (workspace_id: string) => {
  const nobody = { user_id: null, service_account_id: null, created_by: null };
  const made = { status: 'active', created_at: '2026-01-01T00:00:00Z', expires_at: null } as const;
  return { id: 'apikey_1', workspace_id, hash: 'hash', doc: 'old', ...nobody, ...made };
};

const countAll = async (db: Database, organizationId: string) =>
  (await db.all('SELECT id FROM workspaces WHERE organization_id = $1', organizationId)).length;

forEachDatabase((kind) => {
  async function open() {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'An organization', 100);
    return { db, id };
  }

  test('what a transaction inserts, changes and adds is there for its own reads', async () => {
    const { db, id } = await open();
    await db.transaction(id, async (tx) => {
      const made = newWorkspace(tx, id);
      assert.equal((await findStored(tx, id, made))?.id, made);
      tx.change(repaint, ['new'], [id, made]);
      assert.equal((await findStored(tx, id, made))?.doc, 'new');
      for (const created of [1, 2]) tx.add(addCounts, [id, '2026-01-01', 'a', 'b'], [created, 0, 0]);
      const counts = 'SELECT created FROM workspace_counts WHERE organization_id = $1 AND day = $2';
      assert.deepEqual(
        (await tx.all<{ created: number }>(counts, id, '2026-01-01')).map(({ created }) => created),
        [3],
      );
    });
  });

  test('one that can’t be stored fails alone, and the others are stored once', async () => {
    const { db, id } = await open();
    const taken = await db.transaction(id, async (tx) => newWorkspace(tx, id));
    const before = await countAll(db, id);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        db.transaction(id, async (tx) => {
          assert.ok(tx.takePlace(1000));
          newWorkspace(tx, id, index === 7 ? taken : undefined);
        }),
      ),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      Array.from({ length: 20 }, (_, index) => (index === 7 ? 'rejected' : 'fulfilled')),
    );
    assert.equal(await countAll(db, id), before + 19);
    const row = await db.get<{ active_workspaces: number }>(
      'SELECT active_workspaces FROM organizations WHERE id = $1',
      id,
    );
    assert.equal(row?.active_workspaces, 19);
  });

  test('nothing remains of one that throws, whatever it has done', async () => {
    const { db, id } = await open();
    const before = await countAll(db, id);
    const failures: ((tx: Transaction) => unknown)[] = [
      (tx) => tx.addPlaces(5),
      (tx) => newWorkspace(tx, id),
      (tx) => findStored(tx, id, newWorkspace(tx, id)),
      (tx) => tx.run('UPDATE organizations SET name = $1 WHERE id = $2', 'lost', id),
      (tx) => tx.all('SELECT no_such_column FROM organizations'),
    ];
    const kept: string[] = [];
    await Promise.all(
      failures.flatMap((fail) => [
        db.transaction(id, async (tx) => newWorkspace(tx, id)).then((made) => kept.push(made)),
        assert.rejects(
          db.transaction(id, async (tx) => {
            await fail(tx);
            throw new Error('no');
          }),
        ),
      ]),
    );
    assert.equal(await countAll(db, id), before + kept.length);
    assert.equal(kept.length, failures.length);
    const row = await db.get<object>('SELECT name, active_workspaces FROM organizations WHERE id = $1', id);
    assert.deepEqual({ ...row }, { name: 'An organization', active_workspaces: 0 });
  });

  test('the limit holds, also after its own statements about the counter', async () => {
    const { db, id } = await open();
    await db.transaction(id, async (tx) => {
      assert.ok(tx.takePlace(9));
      await tx.run('UPDATE organizations SET active_workspaces = active_workspaces + 98 WHERE id = $1', id);
      assert.ok(tx.takePlace(9));
      assert.ok(!tx.takePlace(9));
      tx.addPlaces(-1);
      assert.ok(tx.takePlace(9));
    });
    assert.ok(!(await db.transaction(id, async (tx) => tx.takePlace(9))));
  });

  test('workspaces that were read together are read again after a change', async () => {
    const { db, id } = await open();
    const one = await db.transaction(id, async (tx) => newWorkspace(tx, id));
    const missing = makeWorkspace({ name: 'None' }, limits, now()).id;
    const seen = await Promise.all(
      ['1', '2', '3'].map((doc) =>
        db.transaction(
          id,
          async (tx) => {
            assert.equal(await findStored(tx, id, missing), undefined);
            const before = (await findStored(tx, id, one))?.doc.length === 1;
            tx.change(repaint, [doc], [id, one]);
            return [before, (await findStored(tx, id, one))?.doc];
          },
          [one, missing],
        ),
      ),
    );
    assert.deepEqual(seen, [
      [false, '1'],
      [true, '2'],
      [true, '3'],
    ]);
  });

  test('changes that are stored together are each of their own row, and the last one of a row counts', async () => {
    const { db, id } = await open();
    // So many that there is a statement of every number of rows.
    const rows = Array.from({ length: 64 + 16 + 4 + 1 }, (_, index) => index);
    const made = await Promise.all(rows.map(() => db.transaction(id, async (tx) => newWorkspace(tx, id))));
    const doc = (index: number, time: number) => JSON.stringify({ index, time, text: `'"$1\\n€` });
    const changes = made.flatMap((workspace, index) =>
      [1, 2].map((time) =>
        db.transaction(id, async (tx) => tx.change(repaint, [doc(index, time)], [id, workspace])),
      ),
    );
    await Promise.all(changes);
    const stored = await Promise.all(made.map((workspace) => findStored(db, id, workspace)));
    assert.deepEqual(
      stored.map((row) => row?.doc),
      rows.map((index) => doc(index, 2)),
    );
  });

  test('whether a workspace has keys is looked up again after one was made', async () => {
    const { db, id } = await open();
    const workspace = await db.transaction(id, async (tx) => newWorkspace(tx, id));
    const key = keyOf(workspace);
    const hasKeys = async (tx: Transaction) =>
      (await tx.find(workspaceWithKeys, id, workspace)) !== undefined;
    const seen = await Promise.all([
      db.transaction(id, hasKeys, [workspace]),
      db.transaction(id, async (tx) => insertKey(tx, id, key), [workspace]),
      db.transaction(id, hasKeys, [workspace]),
      db.transaction(id, async (tx) => (await archiveKeysOfWorkspace(tx, id, workspace)).length, [workspace]),
      db.transaction(id, hasKeys, [workspace]),
    ]);
    assert.deepEqual(seen, [false, undefined, true, 1, false]);
  });

  test('a key that was found is looked up again after a change, and after one that was rolled back', async () => {
    const { db, id } = await open();
    const key = keyOf(await db.transaction(id, async (tx) => newWorkspace(tx, id)));
    const docOf = async (tx: Transaction) => (await findKey(tx, id, key.id))?.doc;
    const repaintKey = (tx: Transaction, doc: string) => replaceKey(tx, id, { ...key, doc });
    const seen = await Promise.allSettled([
      db.transaction(id, docOf),
      db.transaction(id, async (tx) => insertKey(tx, id, key)),
      db.transaction(id, docOf),
      db.transaction(id, async (tx) => {
        await repaintKey(tx, 'lost');
        throw new Error(await docOf(tx));
      }),
      db.transaction(id, docOf),
      db.transaction(id, (tx) => repaintKey(tx, 'kept')),
      db.transaction(id, docOf),
    ]);
    assert.deepEqual(
      seen.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message)),
      [undefined, undefined, 'old', 'lost', 'old', undefined, 'kept'],
    );
  });

  test('versions tell which tables were written to, and only those', async () => {
    const { db, id } = await open();
    const versions = async () => ({ ...(await db.versions(id)) }) as Versions;
    await db.transaction(id, async (tx) => newWorkspace(tx, id));
    const first = await versions();
    await db.transaction(id, async (tx) =>
      tx.all('SELECT id FROM workspaces WHERE organization_id = $1', id),
    );
    assert.deepEqual(await versions(), first);
    await db.transaction(id, (tx) => tx.run('DELETE FROM refs WHERE organization_id = $1', id));
    const second = await versions();
    assert.equal(second.workspaces, first.workspaces);
    assert.ok((second.refs ?? 0) > (first.workspaces ?? 0));
    assert.equal(second['refs deleted'], second.refs);
    await db.transaction(id, async (tx) => newWorkspace(tx, id));
    assert.ok(((await versions()).workspaces ?? 0) > (second.refs ?? 0));
  });
});
