// npm run bench [-- --quick] [--only PART]: measures everything side by side and writes bench/results.json,
// docs/benchmarks.md and its charts. --quick takes about four minutes and writes them to a temporary folder instead.
// --only mixed (or another part, such as operations) prints the ratios of that part alone and writes nothing.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progress } from './harness/progress.ts';
import { measureEveryOperation } from './parts/every-operation.ts';
import { measureGroupCommit } from './parts/group-commit.ts';
import { measureInstalledSize } from './parts/installed-size.ts';
import { measureMixed } from './parts/mixed.ts';
import { measurePeers } from './parts/peers.ts';
import { measurePeople } from './parts/people.ts';
import { fullPlan, quickPlan } from './parts/plan.ts';
import { measurePostgresGet } from './parts/postgres-get.ts';
import { measureScale } from './parts/scale.ts';
import { measureStart } from './parts/start.ts';
import { mustBeSeen } from './report/must-be-seen.ts';
import { ratios } from './report/ratios.ts';
import type { Results } from './report/results.ts';
import { machine, versions } from './report/where.ts';
import { writeReport } from './report/write.ts';

const busiest = 0.5;
const parts = {
  start: measureStart,
  operations: measureEveryOperation,
  commits: measureGroupCommit,
  postgresGet: measurePostgresGet,
  mixed: measureMixed,
  people: measurePeople,
  peers: measurePeers,
  scale: measureScale,
};

const { quick, only } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
}).values;
const plan = quick ? quickPlan : fullPlan;
const where = machine();
if (where.busy > busiest) progress(`this machine is busy (load average ${where.busy}): ratios will be rough`);
if (only === undefined) await measureAll();
else await measureOne(only);

async function measureOne(name: string): Promise<void> {
  const names = Object.keys(parts);
  if (!names.includes(name)) throw new Error(`--only takes one of ${names.join(', ')}`);
  console.log(ratios(await parts[name as keyof typeof parts](plan)));
}

async function measureAll(): Promise<void> {
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: where,
    versions: versions(),
    plan,
    start: await parts.start(plan),
    operations: await parts.operations(plan),
    commits: await parts.commits(plan),
    postgresGet: await parts.postgresGet(plan),
    mixed: await parts.mixed(plan),
    people: await parts.people(plan),
    peers: await parts.peers(plan),
    scale: await parts.scale(plan),
    size: plan.quick ? undefined : measureInstalledSize(),
  };
  const root = join(import.meta.dirname, '..');
  const folder = plan.quick ? mkdtempSync(join(tmpdir(), 'workspaced-quick-bench-')) : root;
  mkdirSync(join(folder, 'bench'), { recursive: true });
  writeFileSync(join(folder, 'bench', 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  writeReport(results, folder);
  for (const { what, sense, target, measured, met } of mustBeSeen(results)) {
    console.log(`${met ? 'yes' : 'NO '}  ${measured.toFixed(2).padStart(6)}  ${sense} ${target}  ${what}`);
  }
  console.log(`\nWritten to ${join(folder, 'docs', 'benchmarks.md')}`);
}
