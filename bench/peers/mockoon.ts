import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { example } from './example.ts';
import { commandOf, type Peer } from './peer.ts';

/** Mockoon's command line with our OpenAPI document imported. */
export async function startMockoon(openapi: string, key: string): Promise<Peer> {
  const document = join(work, 'openapi.json');
  const environment = join(work, 'mockoon.json');
  writeFileSync(document, openapi);
  const cli = [process.execPath, commandOf('mockoon-cli')] as const;
  execFileSync(cli[0], [cli[1], 'import', '--input', document, '--output', environment], { stdio: 'ignore' });
  const flags = ['--data', environment, '--port', 'PORT', '--hostname', '127.0.0.1'];
  return {
    name: 'Mockoon',
    keepsState: false,
    setUp:
      '`mockoon-cli import` of our OpenAPI document, then `start` without its admin API and log files. It returns templates; its list has one item. Nothing is stored.',
    server: await start('mockoon', [
      ...cli,
      'start',
      ...flags,
      '--disable-admin-api',
      '--disable-log-to-file',
    ]),
    operations: example(key),
  };
}
