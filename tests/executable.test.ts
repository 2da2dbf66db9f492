import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildExecutable } from '../scripts/build/executable.ts';
import { build } from '../scripts/build.ts';
import { driveProgram, start } from '../scripts/package/drive.ts';
import { driveCommands, print, warning } from '../scripts/package/drive-commands.ts';
import { drivePages } from '../scripts/package/drive-pages.ts';
import { postgresUrl } from './databases.ts';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'workspaced-executable-'));
const program = { file: join(work, 'workspaced'), folder: join(work, 'empty') };

describe('the executable, without a PATH and in an empty folder', () => {
  before(async () => {
    mkdirSync(program.folder);
    await build(join(work, 'dist'));
    await buildExecutable(join(work, 'dist'), program.file);
    // From here on, what is inside has to do.
    rmSync(join(work, 'dist'), { recursive: true });
  });
  after(() => rmSync(work, { recursive: true }));

  test('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.equal(await print(program, ['--version']), version);
  });

  test('shows the licences of all that is in it', async () => {
    const text = await print(program, ['licences']);
    for (const name of ['fastify', 'react', 'node'])
      assert.match(text, new RegExp(`^${name} [\\d.]+ \\(`, 'm'));
    assert.ok(text.startsWith(readFileSync(join(root, 'LICENSE'), 'utf8')));
  });

  test('keeps workspaces over a restart, in the folder it is run in', () => driveProgram(program));

  test('shows the console and the reference, and loads what is seldom wanted', async () => {
    const origin = 'https://console.example.com';
    const flags = ['--database', ':memory:', '--log-format', 'pretty', '--cors-origins', origin];
    await using server = await start(program, flags);
    await drivePages(server.baseURL);
    const { headers } = await fetch(`${server.baseURL}/healthz`, { headers: { origin } });
    assert.equal(headers.get('access-control-allow-origin'), origin);
    assert.doesNotMatch(server.said(), warning);
  });

  test('has all commands, and works on PostgreSQL', async () => driveCommands(program, await postgresUrl()));
});
