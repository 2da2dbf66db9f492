import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { root } from '../scripts/root.ts';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { runJavaScript } from '../scripts/samples/run.ts';
import { type Server, startServer } from '../src/server.ts';
import { environment } from './environment.ts';
import { Shell } from './shell.ts';

describe('the page about the sandbox works as it is, from top to bottom', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workspaced-sandbox-page-'));
  const shell = new Shell(folder, environment());
  let server: Server;
  before(async () => {
    server = await startServer();
    await shell.run(`export ANTHROPIC_BASE_URL=${server.baseURL}`);
  });
  after(async () => {
    shell.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** Starts a server from a document, and looks for what it says. */
  async function startFrom(document: string): Promise<void> {
    const seed = join(folder, 'state.yaml');
    writeFileSync(seed, document);
    await using seeded = await startServer({ seed });
    const { workspaces } = new Anthropic({
      baseURL: seeded.baseURL,
      apiKey: 'my-anthropic-api-key',
      maxRetries: 0,
    }).organization;
    await assert.rejects(workspaces.create({ name: 'One' }), { status: 529 });
    assert.match((await workspaces.create({ name: 'One' })).created_at, /^2030-11-01/);
    await workspaces.update('workspace_id', { name: 'Other' });
    assert.equal((await workspaces.retrieve('workspace_id')).name, 'Pinned');
    const names = (await workspaces.list({ limit: 1000 })).data.map(({ name }) => name);
    assert.deepEqual([names.length, names[0], names[1]], [253, 'One', 'ws-250']);
  }

  /** What the shell blocks print, by the first command of each that is the program or curl. */
  const printed: Record<string, RegExp> = {
    'An organization for each test: curl': /"name":"Nightly",.*"expires_at":"/,
    'An organization for each test: eval': /name +Evaluation[\s\S]*Reset\.\nDeleted\.\n$/,
    'Faults: eval': /"hits":0[\s\S]*"type":"workspace"[\s\S]*"hits":1,"remaining":0.*"hits":1,"remaining":0/,
    'What did my client send?: workspaced':
      /workspaces\.create +429[\s\S]*workspaces\.create +closed[\s\S]*\[\{"id"[\s\S]*"status":429[\s\S]*unmarked-retry/,
    'Begin with a state: workspaced':
      /^[\w-]{36} +yes +10 +0 +0$[\s\S]*Written to .*org\.yaml\.\n[\s\S]*\nThey differ\.\n$/m,
    'Rehearse on a copy of the real organization: workspaced': /Written to org\.yaml\.[\s\S]*Nothing to do/,
  };

  for (const { heading, language, text } of blocksOf('docs/sandbox.md')) {
    const name = `${heading}: ${/^\w+/.exec(text)?.[0]}`;
    test(name, async () => {
      if (language === 'yaml') await startFrom(text);
      else if (language === 'sh') assert.match(await shell.run(text), printed[name] ?? /not expected/);
      else await runJavaScript(process.execPath, text, { folder: root, env: environment() });
    });
  }
});
