import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { forEachDatabase } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { createClock, timestamp } from '../contract/clock.ts';
import { ApiError } from '../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { Authenticator } from '../http/authenticate.ts';
import { foundOrganization } from './found.ts';
import { adminKeyPattern, deleteKey, insertKey, newAdminKey, setKeyDisabled } from './keys.ts';

const now = createClock();
/** What a look-up found is older than half a second then. */
const later = () => sleep(550);

async function withKey(db: Database, expiresAt: string | null = null) {
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const key = newAdminKey();
  const row = await db.transaction(organizationId, (tx) =>
    insertKey(tx, organizationId, key, { name: 'a key', now: now(), expiresAt }),
  );
  const authenticator = new Authenticator(db);
  const request = new IncomingMessage(new Socket());
  request.headers = { 'x-api-key': key };
  return { organizationId, key, id: row.id, enter: async () => authenticator.authenticate(request) };
}

const refused = (message: string) => (error: unknown) =>
  error instanceof ApiError && error.type === 'authentication_error' && error.message === message;

forEachDatabase((kind) => {
  test('only a hash and the last four characters of a key are kept', async () => {
    const db = await kind.open();
    const { key } = await withKey(db);
    assert.match(key, adminKeyPattern);
    const rows = JSON.stringify(await db.all('SELECT * FROM admin_keys'));
    assert.ok(rows.includes(key.slice(-4)));
    assert.ok(!rows.includes(key.slice('sk-ant-admin01-'.length, -4)));
  });

  test('a key opens its organization until it is disabled or deleted', async () => {
    const db = await kind.open();
    const { organizationId, id, enter } = await withKey(db);
    const change = async (work: () => Promise<boolean>) => {
      assert.equal(await work(), true);
      await later();
    };
    const disable = (at: string | null) =>
      db.transaction(organizationId, (tx) => setKeyDisabled(tx, organizationId, id, at));
    assert.deepEqual(await enter(), { organizationId, keyId: id });
    await change(() => disable(timestamp(now())));
    await assert.rejects(enter, refused('API key has been deactivated.'));
    await change(() => disable(null));
    assert.deepEqual(await enter(), { organizationId, keyId: id });
    await change(() => db.transaction(organizationId, (tx) => deleteKey(tx, organizationId, id)));
    await assert.rejects(enter, refused('API key is invalid.'));
  });

  test('a key that expires works until then, also while it is remembered', async () => {
    const db = await kind.open();
    const { enter } = await withKey(db, timestamp(now() + 400_000));
    for (let time = 0; time < 3; time++) await enter();
    await sleep(450);
    await assert.rejects(enter, refused('API key has expired.'));
  });

  test('setting the clock makes what was found no older and no younger', async (t) => {
    const db = await kind.open();
    const { organizationId, id, enter } = await withKey(db);
    const elsewhere = await kind.again(db);
    const { now: real } = Date;
    for (const hours of [-1, 1]) {
      await enter();
      await elsewhere.transaction(organizationId, (tx) =>
        setKeyDisabled(tx, organizationId, id, timestamp(now())),
      );
      t.mock.method(Date, 'now', () => real() + hours * 3_600_000);
      await later();
      await assert.rejects(enter, refused('API key has been deactivated.'));
      t.mock.restoreAll();
      await elsewhere.transaction(organizationId, (tx) => setKeyDisabled(tx, organizationId, id, null));
      await later();
    }
  });
});

test('on SQLite a key that is disabled is refused at once', async () => {
  const { openDatabase } = await import('../db/open.ts');
  const { migrate } = await import('../db/migrate.ts');
  const db = await openDatabase(':memory:');
  await migrate(db, now());
  const { organizationId, id, enter } = await withKey(db);
  for (let time = 0; time < 3; time++) await enter();
  await db.transaction(organizationId, (tx) => setKeyDisabled(tx, organizationId, id, timestamp(now())));
  await assert.rejects(enter, refused('API key has been deactivated.'));
  await db.close();
});
