import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from '../harness/load.ts';
import { sample } from '../harness/seed.ts';
import { start } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { operation } from '../parts/operations.ts';
import { commandOf, filled, type Peer } from './peer.ts';

const headers = { 'content-type': 'application/json' };

/** json-server with workspaces as one of our answers has them; `text` is one. */
export async function startJsonServer(text: string): Promise<Peer> {
  const { id: _id, ...workspace } = { ...JSON.parse(text), ...sample };
  const file = join(work, 'json-server.json');
  const workspaces = Array.from({ length: filled }, (_, index) => ({ id: index + 1, ...workspace }));
  writeFileSync(file, JSON.stringify({ workspaces }));
  const each: Request[] = workspaces.map(({ id }) => ({ method: 'GET', path: `/workspaces/${id}` }));
  const create: Request = { method: 'POST', path: '/workspaces', body: JSON.stringify(workspace) };
  const command = [commandOf('json-server'), '--quiet', '--host', '127.0.0.1', '--port', 'PORT', file];
  return {
    name: 'json-server',
    keepsState: true,
    setUp:
      '`json-server --quiet` on a file of 1,000 workspaces. Each write rewrites the file; it has no fsync, and no setting for one.',
    server: await start('json-server', [process.execPath, ...command], {
      path: '/workspaces/1',
      status: 200,
    }),
    operations: {
      get: operation('get', headers, () => each),
      'list of 20': operation('list of 20', headers, () => [
        { method: 'GET', path: '/workspaces?_limit=20' },
      ]),
      create: operation('create', headers, () => [create]),
    },
  };
}
