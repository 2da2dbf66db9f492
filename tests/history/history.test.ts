import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { newAdminKey } from '../../src/api/admin-keys/key.ts';
import { forEachDatabase } from '../databases.ts';
import { Random } from '../random.ts';
import { Caller } from '../wire/caller.ts';
import { startServer } from '../wire/harness.ts';
import { startProxy } from '../wire/proxy.ts';
import { History } from './history.ts';
import { LateAnswer, outdated, sendPlainly } from './late-answer.ts';
import { Players } from './players.ts';
import type { Send } from './reader.ts';
import { slowRoad } from './slow-road.ts';

/** Whether gets and lists have an `etag` and are 304 if it is sent again. */
const expectsEtags: boolean = true;

// `npm test` sets neither; for more of it, or the same choices again, run this file by `node --test`.
const moves = Number(process.env.HISTORY_MOVES ?? 1500);
const seed = Number(process.env.HISTORY_SEED ?? Date.now() % 1_000_000);

/** The servers: for each, by how many ms what its database says is late, which is only so on PostgreSQL. */
const setups = { sqlite: [[0], [0, 0]], postgres: [[0, 2, 4]] };

const folder = mkdtempSync(join(tmpdir(), 'workspaced-history-'));
after(() => rmSync(folder, { recursive: true }));
const [key, keyFile] = [newAdminKey(), join(folder, 'admin-key')];
writeFileSync(keyFile, key, { mode: 0o600 });

/** Servers on one database, with the same admin key. */
async function startServers(delays: number[], database: string): Promise<Caller[]> {
  const servers = await Promise.all(
    delays.map(async (ms) =>
      startServer({ 'admin-key-file': keyFile }, ms === 0 ? database : await slowRoad(database, ms)),
    ),
  );
  return servers.map(({ url }) => new Caller(url, key));
}

/** Plays on these servers, and gives what was recorded. */
async function play(callers: readonly Caller[], moves: number, send: Send) {
  const proxy = await startProxy((callers[0] as Caller).url);
  const lossy = { caller: new Caller(proxy.url, key), proxy };
  const history = new History();
  const players = new Players({ callers, lossy, random: new Random(seed), history, send });
  await players.play(moves);
  return { history, reader: players.reader };
}

forEachDatabase((kind) => {
  for (const delays of setups[kind.name]) {
    describe(`after random requests of many clients to servers (${delays.length})`, async () => {
      const callers = await startServers(delays, await kind.url());

      it(`each answer shows what was written before it was asked for (seed ${seed})`, async (test) => {
        const { history, reader } = await play(callers, moves, sendPlainly);
        const operations = [...history.operations().values()].flat();
        test.diagnostic(`${operations.length} operations on workspaces, ${JSON.stringify(reader.counts)}`);
        assert.deepEqual(history.violations(), []);
        const { whole, tagged, unchanged } = reader.counts;
        if (expectsEtags) assert.ok(tagged === whole && unchanged > 0, JSON.stringify(reader.counts));
      });

      for (const [what, isOutdated] of Object.entries(outdated)) {
        it(`one late answer would be found: ${what} (seed ${seed})`, async () => {
          const late = new LateAnswer(isOutdated, 50);
          const { history } = await play(callers, 300, late.send);
          const found = history.violations().map(({ id }) => id);
          // A page can be late for more than one workspace.
          assert.ok(late.given !== undefined && found.includes(late.given), `${late.given} of ${found}`);
          if (what === 'a get') assert.equal(found.length, 1);
        });
      }
    });
  }
});
