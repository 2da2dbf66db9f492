// npm run bench [-- --quick]: measures everything side by side and writes bench/results.json, docs/benchmarks.md and
// its charts. --quick takes about three minutes and writes them to a temporary folder instead.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress } from './harness/progress.ts';
import { measureEveryOperation } from './parts/every-operation.ts';
import { measureGroupCommit } from './parts/group-commit.ts';
import { measureInstalledSize } from './parts/installed-size.ts';
import { measurePeers } from './parts/peers.ts';
import { measurePeople } from './parts/people.ts';
import { fullPlan, quickPlan } from './parts/plan.ts';
import { measurePostgresGet } from './parts/postgres-get.ts';
import { measureScale } from './parts/scale.ts';
import { measureStart } from './parts/start.ts';
import { mustBeSeen } from './report/must-be-seen.ts';
import type { Results } from './report/results.ts';
import { machine, versions } from './report/where.ts';
import { writeReport } from './report/write.ts';

const busiest = 0.5;

const plan = process.argv.includes('--quick') ? quickPlan : fullPlan;
const where = machine();
if (where.busy > busiest) progress(`this machine is busy (load average ${where.busy}): ratios will be rough`);
const results: Results = {
  date: new Date().toISOString().slice(0, 10),
  machine: where,
  versions: versions(),
  plan,
  start: await measureStart(plan),
  operations: await measureEveryOperation(plan),
  commits: await measureGroupCommit(plan),
  postgresGet: await measurePostgresGet(plan),
  people: await measurePeople(plan),
  peers: await measurePeers(plan),
  scale: await measureScale(plan),
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
