import { join } from 'node:path';
import { settings } from '../../src/config/settings.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import { seed } from '../harness/seed.ts';
import { start, startDatabase, startOurs } from '../harness/servers.ts';
import { gets, loadWith } from './operations.ts';
import type { Plan } from './plan.ts';

const bare = join(import.meta.dirname, '..', 'servers', 'bare-postgres.js');

/** Get on PostgreSQL against the same statement through bare `pg` behind `node:http`, with pools of one size. */
export async function measurePostgresGet(plan: Plan): Promise<Scene[]> {
  await using postgres = await startDatabase();
  const [organization] = await seed(postgres.url, [10_000]);
  if (organization === undefined) throw new Error('the database was not filled');
  const operation = gets(organization);
  const pool = String(settings.databasePool.default);
  await using ours = await startOurs('postgres-get', postgres.url);
  await using ceiling = await start(
    'bare-postgres',
    [process.execPath, bare, 'PORT', postgres.url, pool, organization.id],
    { path: operation.requests()[0]?.path ?? '/' },
  );
  const scenes: Scene[] = [];
  for (const connections of plan.connections) {
    const how = { connections, seconds: plan.seconds };
    scenes.push(
      await compete({ name: 'get on PostgreSQL', connections, rounds: plan.rounds }, [
        { name: 'node:http and pg', measure: () => loadWith(ceiling, operation, how) },
        { name: 'PostgreSQL', measure: () => loadWith(ours, operation, how) },
      ]),
    );
  }
  return scenes;
}
