import { spawnSync } from 'node:child_process';
import { giveUp } from '../teardown.ts';

/** What must be on PATH, each with the package of Debian that brings it. */
const programs = {
  caddy: ['version', 'caddy'],
  'docker-compose': ['version', 'docker-compose'],
  'systemd-analyze': ['--version', 'systemd'],
} as const;

/** Ends the drill with the line that installs what is missing. */
export function requirePrograms(): void {
  const missing = Object.entries(programs).filter(([name, [question]]) => spawnSync(name, [question]).error);
  if (missing.length === 0) return;
  const packages = missing.map(([, [, name]]) => name).join(' ');
  giveUp(`This drill needs more of Debian: apt-get install --no-install-recommends ${packages}`);
}
