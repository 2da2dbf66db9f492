import assert from 'node:assert/strict';
import { test } from 'node:test';
import pino from 'pino';
import { recordActivities } from '../../src/api/activities/record.ts';
import { createApp } from '../../src/app.ts';
import { readSettings } from '../../src/config/read.ts';
import { createClock } from '../../src/contract/clock.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createHttpServer } from '../../src/http/server.ts';

test('until it is open, a server that listens refuses requests with 503, so that clients retry', async () => {
  const settings = readSettings({ database: ':memory:' }, {});
  const [db, now] = [await openDatabase(':memory:'), createClock()];
  await migrate(db, now());
  const tools = { db, now, version: '1.2.3', log: pino({ level: 'silent' }) };
  const http = await createHttpServer(
    createApp(settings, { ...tools, onReplayClaimed: () => {} }),
    settings,
    {
      ...tools,
      clockOf: () => now,
      sandbox: undefined,
      metrics: createMetrics(async () => 0),
      record: recordActivities,
      loopbackOnly: false,
      publicKey: undefined,
    },
  );
  try {
    const url = await http.listen('127.0.0.1', 0);
    const get = async (path: string) => {
      const answer = await fetch(url + path);
      const { error } = (await answer.json()) as { error?: { message: string } };
      return `${answer.status} ${error?.message ?? ''}`.trim();
    };
    assert.equal(await get('/v1/organizations/workspaces'), '503 The server is starting.');
    assert.equal(await get('/readyz'), '503 The server is starting.');
    assert.equal(await get('/healthz'), '200');
    http.open();
    assert.equal(await get('/v1/organizations/workspaces'), '401 API key is invalid.');
    assert.equal(await get('/readyz'), '200');
  } finally {
    await http.close(0);
    await db.close();
  }
});
