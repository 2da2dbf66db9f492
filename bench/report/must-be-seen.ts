import { reasons } from './reasons.ts';
import { type Results, rateOver, scene } from './results.ts';

/** A goal for speed or size, and what was measured. */
export interface Aim {
  what: string;
  target: number;
  /** Whether the target is a minimum or a maximum. */
  sense: 'at least' | 'at most';
  measured: number;
  met: boolean;
  /** Why it isn't met, according to profiles. */
  reason?: string | undefined;
}

/** The goals of the project, each a ratio within one run. */
export function mustBeSeen(results: Results): Aim[] {
  const { operations, commits, people, postgresGet, peers, scale, start } = results;
  const ceiling = (name: string) => rateOver(scene(operations, name, 64), 'SQLite', 'node:http');
  const create = rateOver(scene(commits, 'create, commits', 64), 'commits shared', 'one commit each');
  const onPostgres = rateOver(scene(postgresGet, 'get on PostgreSQL', 64), 'PostgreSQL', 'node:http and pg');
  const keepers = peers.setUps.filter(({ keepsState }) => keepsState).map(({ name }) => name);
  const fastest = (name: string) =>
    Math.min(...keepers.map((peer) => rateOver(scene(peers.scenes, name, 64), 'workspaced', peer)));
  const sizes = scale.scenes[0]?.results.map(({ name }) => name) ?? [];
  const [few = '', many = ''] = [sizes[0], sizes.at(-2)];
  const [short = '', long = ''] = people.feed.results.map(({ name }) => name);
  const growth = (name: string, figure: 'p50' | 'p99') =>
    scene(scale.scenes, name, 1).ratios[many]?.[few]?.[figure] ?? Number.NaN;
  const grown = `at ${many} workspaces against ${few}, over HTTP`;
  return [
    least('get, 64 connections, against `node:http` sending the same bytes', 0.65, ceiling('get')),
    least('list of 20, the same page again and again', 0.65, ceiling('list of 20, the same page')),
    least(
      'list of 20, walking through 10,000 again and again',
      0.45,
      ceiling('list of 20, walking through 10,000'),
    ),
    least(
      'list of 20, walking, each page for the first time',
      0.3,
      ceiling('list of 20, each page for the first time'),
    ),
    least('list of 1,000', 0.6, ceiling('list of 1,000')),
    least('create, durable, against `node:http` parsing and responding', 0.5, ceiling('create')),
    least('create against one commit for each create', 5, create),
    least('get on PostgreSQL against bare `pg` behind `node:http`', 0.75, onPostgres),
    ...ofPostgres(results),
    ...ofMixedLoads(results),
    ...people.scenes.map(({ name }) =>
      least(
        `${name}, against \`node:http\``,
        name.endsWith('create') ? 0.35 : 0.65,
        rateOver(scene(people.scenes, name, 64), 'SQLite', 'node:http'),
      ),
    ),
    most('archive of a workspace with 1,000 keys, in ms', 50, people.archive.milliseconds),
    most(`feed of ${long} against ${short}: p50`, 1.25, people.feed.ratios[long]?.[short]?.p50 ?? Number.NaN),
    least('get against the fastest other server that keeps state', 6, fastest('get')),
    least('list of 20 against the fastest other server that keeps state', 5, fastest('list of 20')),
    least('create against the fastest other server that keeps state', 5, fastest('create')),
    most(`get ${grown}: p50`, 1.25, growth('get', 'p50')),
    most(`get ${grown}: p99`, 1.5, growth('get', 'p99')),
    most(`list of 20, newest, ${grown}: p50`, 1.25, growth('list of 20, newest', 'p50')),
    most(`list of 20, newest, ${grown}: p99`, 1.5, growth('list of 20, newest', 'p99')),
    most(`list of 20, anywhere, ${grown}: p50`, 1.25, growth('list of 20, anywhere', 'p50')),
    most(`list of 20, anywhere, ${grown}: p99`, 1.5, growth('list of 20, anywhere', 'p99')),
    most(`summary ${grown}: p50`, 1.25, growth('summary', 'p50')),
    most(
      `search, newest 20 and their total, ${grown}: p50`,
      1.5,
      growth('search, newest 20 and their total', 'p50'),
    ),
    most(
      'start of `dev` to the first 200, against `node:http`',
      4,
      start.ratios['workspaced dev']?.milliseconds ?? Number.NaN,
    ),
    most('memory at rest, against `node:http`', 2, start.ratios['workspaced serve']?.atRest ?? Number.NaN),
  ];
}

/** The operations on PostgreSQL, against `node:http` that sends the same bytes. */
function ofPostgres({ operations }: Results): Aim[] {
  const targets = {
    get: 0.65,
    'list of 20, the same page': 0.5,
    'list of 1,000': 0.6,
    create: 0.15,
    update: 0.2,
    archive: 0.12,
  };
  return Object.entries(targets).map(([name, target]) =>
    least(
      `PostgreSQL: ${name}, against \`node:http\``,
      target,
      rateOver(scene(operations, name, 64), 'PostgreSQL', 'node:http'),
    ),
  );
}

/** The rate of reads has the ratio of all responses: they are nine of ten. */
function ofMixedLoads({ machine, mixed: { scenes, servers, latency } }: Results): Aim[] {
  const ceiling = (name: string, database: string) =>
    rateOver(scene(scenes, name, 64), database, 'node:http');
  const one = 'mixed, one organization';
  const two = servers.ratios['two servers']?.['one server'];
  const p99 = latency.ratios.mixed?.get?.p99;
  return [
    least(`${one}: reads, against \`node:http\``, 0.55, ceiling(one, 'SQLite')),
    least(`PostgreSQL: ${one}: reads`, 0.45, ceiling(one, 'PostgreSQL')),
    least(
      'PostgreSQL: create over 64 organizations',
      0.2,
      ceiling('create over 64 organizations', 'PostgreSQL'),
    ),
    machine.cores > 3
      ? least('PostgreSQL: mixed, two servers against one', 1.6, two?.rate ?? Number.NaN)
      : most(
          'PostgreSQL: mixed, two servers against one: processor time for each response',
          1.1,
          two?.cpu ?? Number.NaN,
        ),
    most('mixed at half of saturation, against get at half of its own: p99', 3, p99 ?? Number.NaN),
  ];
}

const least = (what: string, target: number, measured: number): Aim =>
  aim({ what, target, measured, sense: 'at least', met: measured >= target });

const most = (what: string, target: number, measured: number): Aim =>
  aim({ what, target, measured, sense: 'at most', met: measured <= target });

function aim(made: Omit<Aim, 'reason'>): Aim {
  if (made.met) return made;
  return { ...made, reason: Object.entries(reasons).find(([start]) => made.what.startsWith(start))?.[1] };
}
