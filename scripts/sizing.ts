// What an installation needs of PostgreSQL, by simulation: fills an empty database with organizations of 100 workspaces
// each, and prints rows, bytes and index depth, measured and extrapolated. `npm run sizing -- 10000`
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { hashKey, newAdminKey } from '../src/api/admin-keys/key.ts';
import { makeWorkspace } from '../src/api/workspaces/make.ts';
import { createClock } from '../src/contract/clock.ts';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/open.ts';
import { limits } from '../tests/limits.ts';
import { startPostgres } from '../tests/postgres.ts';

const organizations = Number(process.argv[2] ?? 10_000);
const target = 1_000_000;
const perOrganization = 100;
const now = createClock();

async function fill(client: pg.Client): Promise<void> {
  const columns = 'organization_id, id, archived_at, is_default, request_hash, replays, doc';
  for (let index = 0; index < organizations; index++) {
    const id = crypto.randomUUID();
    const docs = Array.from({ length: perOrganization + 1 }, (_, n) =>
      makeWorkspace({ name: `Workspace number ${n}` }, limits, now()),
    );
    await client.query('BEGIN');
    await client.query(
      'INSERT INTO organizations (id, name, created_at, active_workspaces) VALUES ($1, $2, $3, $4)',
      [id, `Organization ${index}`, docs[0]?.created_at, perOrganization],
    );
    await client.query(
      `INSERT INTO admin_keys (organization_id, id, name, hash, hint, created_at) VALUES ($1, $2, 'key', $3, 'abcd', $4)`,
      [id, docs[0]?.id, hashKey(newAdminKey()), docs[0]?.created_at],
    );
    await client.query(
      `INSERT INTO workspaces (${columns})
       SELECT $1, id, NULL, 0, $2, 0, doc FROM unnest($3::text[], $4::text[]) AS rows (id, doc)`,
      [id, hashKey(id), docs.map((doc) => doc.id), docs.map((doc) => JSON.stringify(doc))],
    );
    await client.query('COMMIT');
    if (index % 500 === 0) process.stderr.write(`\r${index} of ${organizations} organizations`);
  }
  process.stderr.write('\r');
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
  await db.close();
  const client = new pg.Client(postgres.url);
  await client.connect();
  await fill(client);
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
