import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { forEachDatabase } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import { createClock, timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import type { Database } from '../../db/database.ts';
import { Authenticator } from '../../http/authenticate.ts';
import { foundOrganization } from '../organizations/found.ts';
import { addAdminKey, adminKeyPattern, newAdminKey } from './key.ts';
import { changeKey, deleteKey } from './store.ts';

const now = createClock();
/** What a look-up found is older than half a second then. */
const later = () => sleep(550);

async function withKey(db: Database, expiresAt: string | null = null) {
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const key = newAdminKey();
  const row = await db.transaction(organizationId, (tx) =>
    addAdminKey(tx, organizationId, key, { name: 'a key', now: now(), expiresAt }),
  );
  const authenticator = new Authenticator(db);
  const request = new IncomingMessage(new Socket());
  request.headers = { 'x-api-key': key };
  return { organizationId, key, row, id: row.id, enter: async () => authenticator.authenticate(request) };
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

  test('a key works until it is disabled or deleted', async () => {
    const db = await kind.open();
    const { organizationId, row, id, enter } = await withKey(db);
    const change = async (work: () => Promise<void>) => {
      await work();
      await later();
    };
    const disable = (at: string | null) =>
      db.transaction(organizationId, (tx) => changeKey(tx, { ...row, disabled_at: at }));
    assert.deepEqual(await enter(), { organizationId, keyId: id, scopes: null, via: 'api' });
    await change(() => disable(timestamp(now())));
    await assert.rejects(enter, refused('API key has been deactivated.'));
    await change(() => disable(null));
    assert.deepEqual(await enter(), { organizationId, keyId: id, scopes: null, via: 'api' });
    await change(() =>
      db.transaction(organizationId, (tx) => deleteKey(tx, organizationId, id, timestamp(now()))),
    );
    await assert.rejects(enter, refused('API key is invalid.'));
  });

  test('a key works until it expires, also while it is remembered', async () => {
    const db = await kind.open();
    const { enter } = await withKey(db, timestamp(now() + 400_000));
    for (let time = 0; time < 3; time++) await enter();
    await sleep(450);
    await assert.rejects(enter, refused('API key has expired.'));
  });

  test('setting the system clock doesn’t affect how long a look-up is remembered', async (t) => {
    const db = await kind.open();
    const { organizationId, row, enter } = await withKey(db);
    const elsewhere = await kind.again(db);
    const { now: real } = Date;
    for (const hours of [-1, 1]) {
      await enter();
      await elsewhere.transaction(organizationId, (tx) =>
        changeKey(tx, { ...row, disabled_at: timestamp(now()) }),
      );
      t.mock.method(Date, 'now', () => real() + hours * 3_600_000);
      await later();
      await assert.rejects(enter, refused('API key has been deactivated.'));
      t.mock.restoreAll();
      await elsewhere.transaction(organizationId, (tx) => changeKey(tx, row));
      await later();
    }
  });
});

async function openMemory() {
  const { openDatabase } = await import('../../db/open.ts');
  const { migrate } = await import('../../db/migrate.ts');
  const db = await openDatabase(':memory:');
  await migrate(db, now());
  return db;
}

test('on SQLite a key that is disabled is refused at once', async () => {
  const db = await openMemory();
  const { organizationId, row, enter } = await withKey(db);
  for (let time = 0; time < 3; time++) await enter();
  await db.transaction(organizationId, (tx) => changeKey(tx, { ...row, disabled_at: timestamp(now()) }));
  await assert.rejects(enter, refused('API key has been deactivated.'));
  await db.close();
});

/** How requests with these keys are let in by one authenticator. */
function door(db: Database) {
  const authenticator = new Authenticator(db);
  return async (key: string) => {
    const request = new IncomingMessage(new Socket());
    request.headers = { 'x-api-key': key };
    return authenticator.authenticate(request);
  };
}

test('a malformed key is refused without a look-up, and a wrong one is remembered for a while', async (t) => {
  const db = await openMemory();
  const looks = t.mock.method(db, 'all');
  const enter = door(db);
  for (const key of ['x', 'sk-ant-admin01-short', `sk-ant-api03-${'x'.repeat(60)}`, `${newAdminKey()}!`]) {
    await assert.rejects(enter(key), refused('API key is invalid.'));
  }
  assert.equal(looks.mock.callCount(), 0);
  const wrong = newAdminKey();
  for (let time = 0; time < 5; time++) await assert.rejects(enter(wrong), refused('API key is invalid.'));
  assert.equal(looks.mock.callCount(), 1);
  await later();
  await assert.rejects(enter(wrong), refused('API key is invalid.'));
  assert.equal(looks.mock.callCount(), 2);
  await db.close();
});

test('unknown keys share statements, two at a time, and known keys don’t wait for them', async (t) => {
  const db = await openMemory();
  const { key, organizationId } = await withKey(db);
  const enter = door(db);
  await enter(key);
  await later();
  const gate = Promise.withResolvers<void>();
  let [running, most] = [0, 0];
  const looks = t.mock.method(db, 'all', async () => {
    running += 1;
    most = Math.max(most, running);
    await gate.promise;
    running -= 1;
    return [];
  });
  const refusals = Promise.allSettled(Array.from({ length: 1000 }, () => enter(newAdminKey())));
  assert.equal((await enter(key)).organizationId, organizationId, 'while the others wait');
  gate.resolve();
  assert.ok((await refusals).every(({ status }) => status === 'rejected'));
  assert.equal(most, 2);
  assert.ok(looks.mock.callCount() <= 12, `${looks.mock.callCount()} statements`);
  await db.close();
});
