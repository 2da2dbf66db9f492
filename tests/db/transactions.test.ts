import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { insertOrganization, listOrganizations } from '../../src/api/organizations/store.ts';
import { createClock, timestamp } from '../../src/contract/clock.ts';
import { type Database, Overtaken, type Reads } from '../../src/db/database.ts';
import { migrate, migrationsFor, versions } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { once } from '../../src/http/idempotency.ts';
import { findMiscountedBytes } from '../../src/idempotency/store.ts';
import { forEachDatabase } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();
const rename = 'UPDATE organizations SET name = $1 WHERE id = $2';

async function nameOf(db: Database, id: string): Promise<string | undefined> {
  return (await db.get<{ name: string }>('SELECT name FROM organizations WHERE id = $1', id))?.name;
}

forEachDatabase((kind) => {
  test('an error in a transaction rolls back only its own writes', async () => {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'before');
    const other = await foundOrganization({ db, now, limits }, 'before');
    const results = await Promise.allSettled([
      db.transaction(other.id, (tx) => tx.run(rename, 'kept', other.id)),
      db.transaction(id, async (tx) => {
        await tx.run(rename, 'lost', id);
        throw new Error('no');
      }),
      db.transaction(id, (tx) => tx.run('SELECT no_such_column FROM organizations')),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected'],
    );
    assert.equal(await nameOf(db, id), 'before');
    assert.equal(await nameOf(db, other.id), 'kept');
  });

  test('a transaction can go on with another organization, and with a new one', async () => {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'before');
    const other = await foundOrganization({ db, now, limits }, 'before');
    const versionOf = async (reads: Reads, id: string) =>
      (await reads.get<{ version: number }>('SELECT version FROM organizations WHERE id = $1', id))
        ?.version ?? 0;
    const changed = new Set<string | undefined>();
    db.onChange((id) => changed.add(id));
    const fresh = randomUUID();
    const ends = new Map<string, number>();
    await db.transaction('', async (tx) => {
      for (const each of [id, other.id, fresh]) {
        await tx.enter(each);
        const { moment } = tx;
        assert.ok(moment >= (await versionOf(tx, each)));
        if (each === fresh) await insertOrganization(tx, { ...other, id: each });
        else await tx.run(rename, 'after', each);
        ends.set(each, tx.tick());
        assert.ok(tx.isRecorded);
      }
    });
    for (const [each, end] of ends) assert.equal(await versionOf(db, each), end);
    assert.equal(await nameOf(db, other.id), 'after');
    if (db.dialect === 'sqlite') for (const each of ends.keys()) assert.ok(changed.has(each));
    // Both orders at once: whoever is in the way of the other is run again.
    const both = (...ids: string[]) =>
      db.transaction('', async (tx) => {
        for (const each of ids) {
          await tx.enter(each);
          await tx.run(rename, ids.join(), each);
        }
      });
    await Promise.all([both(id, other.id), both(other.id, id), both(id, other.id), both(other.id, id)]);
    assert.equal(await nameOf(db, id), await nameOf(db, other.id));
  });

  test('uncommitted data can’t be read', async () => {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'before');
    let read: Promise<unknown> | undefined;
    const write = db.transaction(id, async (tx) => {
      await tx.run(rename, 'after', id);
      read = nameOf(db, id);
      throw new Error('roll back');
    });
    await assert.rejects(write, /roll back/);
    assert.equal(await nameOf(db, id), 'before');
    assert.equal(await read, 'before');
  });

  test('a constraint violation is thrown and the connection keeps working', async () => {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'one');
    const twin = db.transaction(id, (tx) =>
      tx.run(
        'INSERT INTO organizations (id, name, created_at, active_workspaces) VALUES ($1, $2, $3, 0)',
        id,
        'two',
        'now',
      ),
    );
    await assert.rejects(twin, /unique/i);
    assert.equal(await nameOf(db, id), 'one');
  });

  test('migrations run once, are recorded, and a newer database is refused', async () => {
    const url = await kind.url();
    const db = await openDatabase(url);
    try {
      const names = migrationsFor(db.dialect).map(({ name }) => name);
      assert.equal((await versions(db)).applied, 0);
      assert.deepEqual(await migrate(db, now()), names);
      assert.deepEqual(await migrate(db, now()), []);
      assert.equal((await versions(db)).applied, names.length);
      await db.transaction('', (tx) =>
        tx.run("INSERT INTO schema_migrations (version, name, applied_at) VALUES (9000, 'later', 'then')"),
      );
      await assert.rejects(
        migrate(db, now()),
        /version 9000 and this program knows 7: use a newer workspaced/,
      );
    } finally {
      await db.close();
    }
  });

  test('a current database isn’t written to', async () => {
    const url = await kind.url();
    const db = await openDatabase(url);
    await migrate(db, now());
    await db.close();
    const readOnly = kind.name === 'sqlite' ? url : `${url}?options=-c%20default_transaction_read_only%3Don`;
    const again = await openDatabase(readOnly, { readOnly: true });
    assert.deepEqual(await migrate(again, now()), []);
    await again.close();
  });

  test('programs that start together migrate once', async () => {
    const url = await kind.url();
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(url)));
    try {
      const applied = await Promise.all(opened.map((db) => migrate(db, now())));
      assert.deepEqual(applied.flat().sort(), [
        'default-workspace',
        'deliveries',
        'initial',
        'people',
        'sandbox',
        'search',
        'versions',
      ]);
      assert.deepEqual(await listOrganizations(opened[0] as Database), []);
    } finally {
      await Promise.all(opened.map((db) => db.close()));
    }
  });
});

forEachDatabase((kind) => {
  test('responses stored for Idempotency-Key before the second migration stay stored', async () => {
    const db = await openDatabase(await kind.url());
    const [initial] = migrationsFor(db.dialect);
    const stamp = timestamp(now());
    await db.transaction('', async (tx) => {
      await tx.script(initial?.sql ?? '');
      await tx.script(
        `CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);
         INSERT INTO schema_migrations VALUES (1, 'initial', 'then');
         INSERT INTO organizations VALUES ('org', 'Old', 'then', NULL, 0);`,
      );
      for (const key of ['one', 'two']) {
        await tx.run(
          'INSERT INTO idempotency_keys VALUES ($1, $2, $3, $4, $5, $6)',
          'org',
          'key',
          key,
          'hash',
          `the answer to ${key}, ü`,
          stamp,
        );
      }
    });
    assert.deepEqual(await migrate(db, now()), [
      'deliveries',
      'search',
      'people',
      'sandbox',
      'versions',
      'default-workspace',
    ]);
    const clock = createClock();
    for (const key of ['one', 'two']) {
      const request = { organizationId: 'org', keyId: 'key', idempotencyKey: key, requestHash: 'hash' };
      const answered = await db.transaction('org', (tx) =>
        once(tx, { ...request, maxBytes: 100_000 }, clock, async () => 'done again'),
      );
      assert.deepEqual(answered, { text: `the answer to ${key}, ü`, replayed: true });
    }
    assert.deepEqual(await findMiscountedBytes(db), []);
    await db.close();
  });
});

test('a transaction that lost a race is run again on PostgreSQL', async () => {
  const { postgresUrl } = await import('../databases.ts');
  const db = await openDatabase(await postgresUrl());
  let runs = 0;
  const value = await db.transaction('', async () => {
    runs += 1;
    if (runs < 3) throw new Overtaken();
    return 'done';
  });
  await db.close();
  assert.deepEqual([value, runs], ['done', 3]);
});
