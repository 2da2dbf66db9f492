import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import { fails, json, print, run } from './program.ts';

interface Made {
  id: string;
  env: Record<string, string>;
}

const server = await startServer();
after(() => server.close());
const at = { WORKSPACED_URL: server.baseURL };
const listed = async () => (await json<{ id: string }[]>(['sandbox', 'list'], at)).map(({ id }) => id);

describe('sandbox', () => {
  it('env prints what clients read, for eval in a shell', async () => {
    const lines = (await print(['sandbox', 'env', '--for', 'terraform'], at)).split('\n');
    const names = lines.map((line) => /^(?:export|unset) (\w+)/.exec(line)?.[1]);
    assert.deepEqual(names, [
      'ANTHROPIC_BASE_URL',
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_ADMIN_KEY',
      'ANTHROPIC_ADMIN_API_KEY',
      'TF_VAR_anthropic_base_url',
      'TF_VAR_anthropic_api_key',
      'TF_VAR_anthropic_admin_key',
      'ANTHROPIC_AUTH_TOKEN',
    ]);
    for (const id of await listed()) await print(['sandbox', 'delete', id], at);
  });

  it('env refuses a limit that is no number', async () => {
    await fails(2, /It should be a whole number/, ['sandbox', 'env', '--limit', 'many'], at);
  });

  it('reset and delete mean the organization of the key in the environment, or the one that is named', async () => {
    const [mine, other] = [
      await json<Made>(['sandbox', 'env', '--limit', '1'], at),
      await json<Made>(['sandbox', 'env', '--name', 'Other'], at),
    ];
    const env = { ...at, ...mine.env };
    await print(['workspaces', 'create', '--name', 'One'], env);
    await fails(1, /limit/, ['workspaces', 'create', '--name', 'Two'], env);
    await print(['sandbox', 'reset'], env);
    await print(['workspaces', 'create', '--name', 'Two'], env);
    assert.equal((await run(['sandbox', 'delete'], env)).stderr, 'Deleted.\n');
    assert.deepEqual(await listed(), [other.id]);
    assert.equal((await json<Made>(['sandbox', 'reset', other.id], at)).id, other.id);
    assert.equal((await json<Made>(['sandbox', 'delete', other.id], at)).id, other.id);
    assert.deepEqual(await listed(), []);
    await fails(1, /There is no such organization/, ['sandbox', 'delete', other.id], at);
    await fails(2, /there is no key/, ['sandbox', 'delete'], at);
  });
});
