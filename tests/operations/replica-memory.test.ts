import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { queryObjects } from 'node:v8';
import { addAdminKey, newAdminKey } from '../../src/api/admin-keys/key.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { createClock } from '../../src/contract/clock.ts';
import { openDatabase } from '../../src/db/open.ts';
import { Replica } from '../../src/db/replica.ts';
import { startServer } from '../../src/server.ts';
import { limits } from '../limits.ts';

const path = '/v1/organizations/workspaces';
const folder = mkdtempSync(join(tmpdir(), 'workspaced-'));
after(() => rmSync(folder, { recursive: true }));

/** The key of a new organization in a server’s database. */
async function anotherKey(database: string): Promise<string> {
  const [db, now, key] = [await openDatabase(database), createClock(), newAdminKey()];
  const { id } = await foundOrganization({ db, now, limits }, 'Another');
  await db.transaction(id, (tx) => addAdminKey(tx, id, key, { name: 'x', now: now(), expiresAt: null }));
  await db.close();
  return key;
}

test('workspaces that make room for another organization’s leave the memory, though responses with them are cached', async () => {
  const database = `file:${join(folder, 'workspaced.db')}`;
  await using server = await startServer({ sandbox: false, database, answerCache: 200_000 });
  for (const key of [server.adminKey, await anotherKey(database)]) {
    const call = async (where: string, body?: object) => {
      const answer = await fetch(server.baseURL + path + where, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'x-api-key': key },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return (await answer.json()) as { id: string };
    };
    const ids: string[] = [];
    const tags = Object.fromEntries(
      Array.from({ length: 4 }, (_, index) => [`tag${index}`, 'x'.repeat(250)]),
    );
    while (ids.length < 40) ids.push((await call('', { name: 'x', tags })).id);
    // The first reads make the server keep the workspaces in memory; later ones are read from there.
    for (let round = 0; round < 3; round++) {
      for (const id of ids.slice(0, 5)) await call(`/${id}?beta=${round}`);
      await sleep(50);
    }
  }
  assert.equal(queryObjects(Replica, { format: 'count' }), 1);
});
