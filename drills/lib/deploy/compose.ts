import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './image.ts';

/** A service of deploy/compose.yaml, as far as the drill runs it. */
export interface Service {
  image: string;
  entrypoint: string[];
  command: string[];
  environment: Record<string, string>;
  ports?: unknown[];
}

/** The services, as docker-compose reads them once it has checked the file; throws what it finds wrong. */
export function readCompose(): Record<string, Service> {
  const file = join(root, 'deploy/compose.yaml');
  const text = execFileSync('docker-compose', ['--file', file, 'config'], { encoding: 'utf8' });
  // Its `$` stays doubled, so that it can be read again.
  return parse(text.replaceAll('$$', '$')).services;
}
