import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import { createClock } from '../../contract/clock.ts';
import type { Reads, Value } from '../../db/database.ts';
import { migrate, migrationsFor } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { foundOrganization } from '../organizations/found.ts';
import { findMiscountedGeos, summarize } from './counts.ts';
import { makeWorkspace } from './make.ts';
import { findMatches } from './search.ts';
import { insert } from './store.ts';

const now = createClock();
const turn = async () => {};

forEachDatabase((kind) => {
  test('workspaces from before the search migration are found and counted', async () => {
    const db = await openDatabase(await kind.url());
    try {
      const old = migrationsFor(db.dialect).slice(0, 2);
      const names = ['Default', 'plain', 'Größe', 'ΣΊΣΥΦΟΣ', 'a"b\\c'];
      const tags = { 'a"b': '\\', ключ: 'ü\n' };
      await db.transaction('', async (tx) => {
        for (const { sql } of old) await tx.script(sql);
        await tx.script(
          `CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);
           INSERT INTO schema_migrations VALUES (1, 'initial', 'then'), (2, 'deliveries', 'then');
           INSERT INTO organizations (id, name, created_at, active_workspaces) VALUES ('org', 'Old', 'then', 3);`,
        );
        for (const [index, name] of names.entries()) {
          const workspace = makeWorkspace({ name, tags }, limits, now());
          if (index === 1) workspace.archived_at = '2030-01-01T00:00:00.000000Z';
          await tx.run(
            `INSERT INTO workspaces (organization_id, id, archived_at, is_default, replays, doc)
             VALUES ('org', $1, $2, $3, 0, $4)`,
            workspace.id,
            workspace.archived_at,
            index === 0 ? 1 : 0,
            JSON.stringify(workspace),
          );
        }
      });
      assert.deepEqual(await migrate(db, now()), [
        'search',
        'people',
        'sandbox',
        'versions',
        'default-workspace',
      ]);

      const every = { limit: 10, include_archived: true, include_default: true, ids: [], tag: [] };
      const count = async (search: object) =>
        (await findMatches({ db, organizationId: 'org', turn }, { ...every, ...search }, 1_000_000)).total;
      assert.equal(await count({ name: 'GRÖSSE' }), 1);
      assert.equal(await count({ name: 'σίσυφος' }), 1);
      assert.equal(await count({ name: 'A"B\\C' }), 1);
      assert.equal(await count({ tag: ['a"b=\\', 'ключ=ü\n'], geo: 'us' }), 5);
      assert.equal(await count({ tag: ['b'] }), 0);
      const { by_day, ...counts } = await summarize(db, 'org', limits);
      assert.deepEqual(counts, {
        active: 3,
        archived: 1,
        by_workspace_geo: [{ geo: 'us', count: 3 }],
        by_default_inference_geo: [
          { geo: 'global', count: 3 },
          { geo: 'us', count: 0 },
        ],
      });
      const day = new Date().toISOString().slice(0, 10);
      assert.deepEqual(JSON.parse(JSON.stringify(by_day)), [
        { date: day, created: 4, archived: 0 },
        { date: '2030-01-01', created: 0, archived: 1 },
      ]);
      assert.deepEqual(await findMiscountedGeos(db), []);
    } finally {
      await db.close();
    }
  });

  test('a long search lets other requests run between its statements', async () => {
    const db = await kind.open();
    const { id: organizationId } = await foundOrganization({ db, now, limits }, 'Many');
    await db.transaction(organizationId, async (tx) => {
      for (let index = 0; index < 3000; index++) {
        const workspace = makeWorkspace({ name: `w${index}` }, limits, now());
        const row = { isDefault: false, requestHash: null, undelivered: false, doc: '{}' };
        insert(tx, organizationId, workspace, row);
      }
    });
    const steps: string[] = [];
    const counting = {
      all: <Row>(sql: string, ...values: Value[]) => db.all<Row>(sql, ...values),
      async get<Row>(sql: string, ...values: Value[]) {
        const row = await db.get<Row & { rows: number }>(sql, ...values);
        steps.push(`${row?.rows} rows`);
        return row;
      },
    } as Reads;
    const search = {
      limit: 5,
      include_archived: false,
      include_default: false,
      ids: [],
      tag: [],
      name: 'W11',
    };
    const call = { db: counting, organizationId, turn: async () => void steps.push('turn') };
    const { matches, more, total } = await findMatches(call, search, 1_000_000);
    assert.deepEqual([matches.length, more, total], [5, true, 111]);
    const rows = ['150 rows', 'turn', '1200 rows', 'turn', '1651 rows'];
    assert.deepEqual(steps, rows);
  });
});
