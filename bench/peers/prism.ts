import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { example } from './example.ts';
import { commandOf, type Peer } from './peer.ts';

/** Stoplight's mock server on our OpenAPI document. */
export async function startPrism(openapi: string, key: string): Promise<Peer> {
  const document = join(work, 'openapi.json');
  writeFileSync(document, openapi);
  const flags = ['--multiprocess', 'false', '--verboseLevel', 'silent'];
  const command = [commandOf('prism'), 'mock', ...flags, '--port', 'PORT', document];
  return {
    name: 'Prism',
    keepsState: false,
    setUp:
      '`prism mock` on our OpenAPI document, in one process (several fail on Node 24), without logging. It validates requests and returns the document’s example; its list has one item. Nothing is stored.',
    server: await start('prism', [process.execPath, ...command]),
    operations: example(key),
  };
}
