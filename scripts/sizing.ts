// What an installation needs of PostgreSQL, by simulation: fills an empty database with organizations of 100 workspaces
// each, by the program’s own statements, and prints rows, bytes and index depth, measured and extrapolated.
// `npm run sizing -- 10000`
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { operator, recordActivities } from '../src/api/activities/record.ts';
import { addAdminKey, hashKey, newAdminKey } from '../src/api/admin-keys/key.ts';
import { createdKey } from '../src/api/admin-keys/rotate.ts';
import { foundOrganization } from '../src/api/organizations/found.ts';
import { makeWorkspace } from '../src/api/workspaces/make.ts';
import { insert } from '../src/api/workspaces/store.ts';
import type { Actor } from '../src/contract/activity.ts';
import { createClock } from '../src/contract/clock.ts';
import type { Database, Transaction } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/open.ts';
import { limits } from '../tests/limits.ts';
import { startPostgres } from '../tests/postgres.ts';

const organizations = Number(process.argv[2] ?? 10_000);
const target = 1_000_000;
const perOrganization = 100;
const now = createClock();

/** Whoever makes the workspaces, as the activity feed has it. */
const client = { ip_address: '203.0.113.7', user_agent: 'Anthropic/JS 1.12.0', via: 'api' } as const;

/** Stores organizations with their workspaces as the server does: each create is a write with its own activity. */
async function fill(db: Database): Promise<void> {
  for (let index = 0; index < organizations; index++) {
    const { id } = await foundOrganization({ db, now, limits }, `Organization ${index}`);
    const key = await db.transaction(id, async (tx) => {
      const made = { name: 'key', now: tx.moment, expiresAt: null };
      const key = await addAdminKey(tx, id, newAdminKey(), made);
      await recordActivities(tx, id, operator, { activities: [createdKey(key)] });
      return key;
    });
    const actor = { type: 'admin_api_key_actor', admin_api_key_id: key.id, ...client } as const;
    const names = Array.from({ length: perOrganization }, (_, n) => `Workspace number ${n}`);
    await Promise.all(names.map((name) => db.transaction(id, (tx) => create(tx, id, name, actor))));
    if (index % 100 === 0) process.stderr.write(`\r${index} of ${organizations} organizations`);
  }
  process.stderr.write('\r');
}

async function create(tx: Transaction, organizationId: string, name: string, actor: Actor): Promise<void> {
  const workspace = makeWorkspace({ name }, limits, now());
  const [doc, requestHash] = [JSON.stringify(workspace), hashKey(workspace.id)];
  tx.takePlace(perOrganization);
  insert(tx, organizationId, workspace, { isDefault: false, requestHash, undelivered: false, doc });
  const activities = [{ type: 'platform_workspace_created', workspace_id: workspace.id } as const];
  await recordActivities(tx, organizationId, actor, { activities });
}

/** Levels of a B-tree above its leaves, for entries of this size in pages of 8 KiB that are 90 % full. */
function depth(entries: number, bytes: number): number {
  const fanout = (bytesEach: number) => Math.floor((8192 * 0.9) / (bytesEach + 12));
  let pages = entries / fanout(bytes);
  let levels = 0;
  while (pages > 1) {
    pages /= fanout(bytes);
    levels += 1;
  }
  return levels;
}

const folder = mkdtempSync(join(tmpdir(), 'workspaced-sizing-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres(folder);
try {
  const db = await openDatabase(postgres.url);
  await migrate(db, now());
  await fill(db);
  await db.close();
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query(
    `
    SELECT c.relname AS name, c.relkind AS kind, c.reltuples::bigint AS entries, pg_table_size(c.oid)::bigint AS bytes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i') AND c.reltuples >= $1 ORDER BY bytes DESC`,
    [organizations],
  );
  await client.end();
  const factor = target / organizations;
  console.log(
    `| table or index | rows, measured | bytes each | at ${target.toLocaleString('en')} organizations | levels there |`,
  );
  console.log('|---|---|---|---|---|');
  let total = 0;
  for (const row of rows) {
    const each = Number(row.bytes) / Number(row.entries);
    const there = Number(row.bytes) * factor;
    total += there;
    const levels = row.kind === 'i' ? depth(Number(row.entries) * factor, each) : '';
    const size = `${(there / 2 ** 30).toFixed(1)} GiB`;
    console.log(
      `| \`${row.name}\` | ${Number(row.entries).toLocaleString('en')} | ${each.toFixed(0)} | ${size} | ${levels} |`,
    );
  }
  console.log(`| all | | | ${(total / 2 ** 30).toFixed(0)} GiB | |`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
