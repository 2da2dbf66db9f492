import { existsSync, globSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveUp } from './teardown.ts';

const packages = {
  patroni: 'patroni',
  etcd: 'etcd-server',
  haproxy: 'haproxy',
  postgresBin: 'postgresql',
  ps: 'procps',
};

/** The programs of the replicated stack, and PostgreSQL's directory of programs. */
export type Programs = Record<keyof typeof packages, string>;

/** Finds the programs as Debian installs them, the newest PostgreSQL; ends the drill with the line that installs what is missing. */
export function findPrograms(): Programs {
  const version = (path: string) => Number(path.split('/')[4]);
  const [rewind] = globSync('/usr/lib/postgresql/*/bin/pg_rewind').sort((a, b) => version(b) - version(a));
  const programs = {
    patroni: '/usr/bin/patroni',
    etcd: '/usr/bin/etcd',
    haproxy: '/usr/sbin/haproxy',
    postgresBin: rewind ? dirname(rewind) : '',
    ps: '/usr/bin/ps',
  };
  const names = Object.keys(packages) as (keyof Programs)[];
  const missing = names.filter((name) => !existsSync(programs[name])).map((name) => packages[name]);
  if (missing.length > 0) {
    giveUp(`This drill needs more of Debian: apt-get install --no-install-recommends ${missing.join(' ')}`);
  }
  return programs;
}
