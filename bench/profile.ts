// node bench/profile.ts [OPERATION] [--postgres]: runs the server under the load of one operation (get, list of 20, the
// same page, create, …; the names of docs/benchmarks.md; or mixed; or create over 64 organizations) and prints where its
// processor time goes, by module and by function.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seed } from './harness/seed.ts';
import { ourArguments, ourSource, start, startDatabase } from './harness/servers.ts';
import { work } from './harness/work.ts';
import { createsOverAll, mix } from './parts/mix.ts';
import { loadWith, operationsOn } from './parts/operations.ts';
import { type CpuProfile, selfTimes } from './report/self-times.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { postgres: { type: 'boolean', default: false }, connections: { type: 'string', default: '64' } },
});
const wanted = positionals.join(' ') || 'get';
const seconds = 5;

await using postgres = values.postgres ? await startDatabase() : undefined;
const database = postgres?.url ?? `file:${join(work, 'profile.db')}`;
const sizes = [10_000, wanted === 'archive' ? 300_000 : 0, ...Array.from({ length: 64 }, () => 160)];
const [main, spare, ...many] = await seed(database, sizes);
if (main === undefined || spare === undefined) throw new Error('the database was not filled');
const operations = [
  ...operationsOn(main, spare, 150_000),
  mix('mixed', [main]),
  createsOverAll('create over 64 organizations', many),
];
const operation = operations.find(({ name }) => name === wanted);
if (operation === undefined) throw new Error(`there is no operation ${wanted}`);

const folder = join(work, 'profile');
mkdirSync(folder);
const profiled = [process.execPath, '--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500'];
const server = await start('profiled', [...profiled, ourSource, ...ourArguments(database)], {
  path: '/readyz',
  status: 200,
});
const how = { connections: Number(values.connections), seconds };
await loadWith(server, operation, { ...how, seconds: 1 });
const began = process.hrtime.bigint() / 1000n;
const { rate, cpu } = await loadWith(server, operation, how);
const ended = process.hrtime.bigint() / 1000n;
await server.child.stop();

const [file = ''] = readdirSync(folder);
const profile: CpuProfile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
const { modules, functions } = selfTimes(profile, Number(began), Number(ended));
console.log(`${wanted}: ${Math.round(rate)} answers/s, ${cpu.toFixed(1)} µs of processor time each`);
for (const [title, shares] of Object.entries({ modules, functions })) {
  console.log(`\n${title}, % of the busy time and µs of each answer`);
  for (const [name, share] of shares.slice(0, 25)) {
    console.log(`${(share * 100).toFixed(1).padStart(6)} ${(share * cpu).toFixed(2).padStart(7)}  ${name}`);
  }
}
