import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { foundOrganization } from '../api/organizations/found.ts';
import { createClock } from '../contract/clock.ts';
import { ApiError } from '../contract/errors.ts';
import { openDatabase } from '../db/open.ts';
import { findMiscountedBytes } from '../idempotency/store.ts';
import { startServer } from '../server.ts';
import { once } from './idempotency.ts';
import { Seal } from './seal.ts';

forEachDatabase((kind) => {
  test('a response is stored for 24 hours, and deleted when later ones are stored', async () => {
    const db = await kind.open();
    const clock = createClock();
    let ahead = 0;
    const now = Object.assign(() => clock() + ahead, { ago: (before: number) => clock() + ahead - before });
    const { id } = await foundOrganization({ db, now, limits }, 'An organization');
    let made = 0;
    const ask = async (idempotencyKey: string) => {
      const request = {
        organizationId: id,
        keyId: 'key',
        idempotencyKey,
        requestHash: 'hash',
        maxBytes: 100_000,
      };
      return (await db.transaction(id, (tx) => once(tx, request, now, async () => `${++made}`))).text;
    };
    const kept = async () => (await db.all('SELECT idempotency_key FROM idempotency_keys')).length;
    assert.deepEqual([await ask('a'), await ask('b'), await ask('a')], ['1', '2', '1']);
    ahead = 24 * 3600 * 1_000_000 - 60_000_000;
    assert.equal(await ask('a'), '1');
    ahead = 24 * 3600 * 1_000_000 + 60_000_000;
    assert.equal(await ask('a'), '3');
    assert.equal(await kept(), 1);
  });

  /** An organization, and how it asks with a key for an answer. */
  async function keeping(maxBytes: number) {
    const db = await kind.open();
    const clock = createClock();
    let ahead = 0;
    const now = Object.assign(() => clock() + ahead, { ago: (before: number) => clock() + ahead - before });
    const { id } = await foundOrganization({ db, now, limits }, 'An organization');
    const ask = (idempotencyKey: string, answer: string) => {
      const request = { organizationId: id, keyId: 'key', idempotencyKey, requestHash: 'hash', maxBytes };
      return db.transaction(id, (tx) => once(tx, request, now, async () => answer));
    };
    const bytes = async () => {
      const [row] = await db.all<{ idempotency_bytes: number }>(
        'SELECT idempotency_bytes FROM organizations',
      );
      return row?.idempotency_bytes;
    };
    const set = (hours: number) => {
      ahead = hours * 3_600_000_000;
    };
    return { db, ask, bytes, set };
  }

  test('identical responses are stored once, however many requests get them', async () => {
    const { db, ask, bytes } = await keeping(10_000_000);
    const large = 'ü'.repeat(50_000);
    for (let key = 0; key < 20; key++) await ask(`key ${key}`, large);
    assert.equal((await db.all('SELECT digest FROM idempotency_answers')).length, 1);
    assert.equal(await bytes(), 100_000 + 20 * 512);
    assert.deepEqual(await ask('key 7', 'another'), { text: large, replayed: true });
    assert.deepEqual(await findMiscountedBytes(db), []);
  });

  test('above an organization’s maximum size: 429, and nothing is stored or changed', async () => {
    const { db, ask, bytes, set } = await keeping(100_000);
    for (let key = 0; key < 9; key++) await ask(`key ${key}`, String(key).repeat(10_000));
    const before = await bytes();
    await assert.rejects(
      ask('one more', 'x'.repeat(10_000)),
      (error) =>
        error instanceof ApiError &&
        error.status === 429 &&
        Number(error.headers['retry-after']) > 86_000 &&
        Number(error.headers['retry-after']) <= 86_400,
    );
    assert.equal(await bytes(), before);
    assert.ok((await ask('key 3', 'another')).replayed, 'what is kept is answered');
    await ask('small', 'x');
    set(25);
    await ask('one more', 'x'.repeat(10_000));
    assert.deepEqual(await findMiscountedBytes(db), []);
    set(26);
    for (let key = 0; key < 8; key++) await ask(`new ${key}`, String(key).repeat(10_000));
    assert.deepEqual(await findMiscountedBytes(db), []);
  });

  test('responses stored in the future, by a wrong clock, are deleted', async () => {
    const { db, ask, bytes, set } = await keeping(100_000);
    set(1000);
    await ask('key', 'from the future');
    set(0);
    assert.deepEqual(await ask('key', 'from now'), { text: 'from now', replayed: false });
    assert.equal(await bytes(), 512 + 'from now'.length);
    assert.deepEqual(await findMiscountedBytes(db), []);
  });

  test('a stored secret is opened with its admin key and its Idempotency-Key only', async () => {
    const database = await kind.url();
    await using server = await startServer({ database, sandbox: false });
    const db = await openDatabase(database);
    const { adminKey } = server;
    const response = await fetch(`${server.baseURL}/x/v1/organizations/api_keys`, {
      method: 'POST',
      headers: { 'x-api-key': adminKey, 'idempotency-key': 'one' },
      body: JSON.stringify({ name: 'a key' }),
    });
    const text = await response.text();
    assert.match(text, /"raw_key":"sk-ant-api03-/);
    const rows = await db.all<{ answer: string }>('SELECT answer FROM idempotency_answers');
    await db.close();
    const opened = (secret: string, purpose: string) =>
      rows.map(({ answer }) => new Seal(secret, purpose).open(answer));
    assert.deepEqual(opened(adminKey, 'one'), [text]);
    for (const [secret, purpose] of [
      ['', ''],
      ['', 'one'],
      [adminKey, ''],
      [adminKey, 'other'],
      [`${adminKey}x`, 'one'],
    ] as const) {
      assert.deepEqual(opened(secret, purpose), [undefined], `${secret} ${purpose}`);
    }
  });
});
