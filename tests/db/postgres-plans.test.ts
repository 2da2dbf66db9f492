import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { findDefaultId, hasDefaultIn } from '../../src/api/workspaces/store.ts';
import { createClock } from '../../src/contract/clock.ts';
import type { Reads, Value } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { postgresUrl } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();
const fill = `INSERT INTO workspaces (organization_id, id, is_default, replays, doc)
  SELECT $1, 'wrkspc_' || lpad(number::text, 10, '0'), 0, 0, repeat('x', 400) FROM generate_series(1, 20000) AS number`;

test('the default workspace is found by an index, not among all workspaces of all organizations', async () => {
  const db = await openDatabase(await postgresUrl());
  await migrate(db, now());
  const { id } = await foundOrganization({ db, now, limits }, 'An organization');
  await db.all(fill, id);
  await db.all('ANALYZE workspaces');
  const plans: string[] = [];
  const planner = {
    get: async (sql: string, ...values: Value[]) => {
      const steps = await db.all<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, ...values);
      plans.push(steps.map((step) => step['QUERY PLAN']).join('\n'));
    },
  } as unknown as Reads;
  await findDefaultId(planner, id);
  await hasDefaultIn(planner, id, 'us');
  assert.equal(plans.length, 2);
  for (const plan of plans) assert.match(plan, /Scan using workspaces_default /);
  await db.close();
});
