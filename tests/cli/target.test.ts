import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type TargetOptions, targetOf } from '../../src/cli/target.ts';
import { startServer } from '../../src/server.ts';
import { fails, folder, json, print, type Variables } from './program.ts';

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const keyFile = file('key', 'from-file\n');
const url = 'http://localhost:1';
const every = {
  WORKSPACED_URL: 'http://one:1',
  ANTHROPIC_BASE_URL: 'http://two:2',
  WORKSPACED_KEY: 'workspaced',
  ANTHROPIC_ADMIN_KEY: 'admin',
  ANTHROPIC_API_KEY: 'api',
};
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(every).filter(([name]) => !names.includes(name)));

describe('which server is called, and with which key', () => {
  it('a flag before our variable before that of the SDKs before the usual URL', () => {
    const base = (options: TargetOptions, env: Variables) => targetOf(options, env).base;
    assert.equal(base({ url }, every), url);
    assert.equal(base({}, every), 'http://one:1');
    assert.equal(base({}, without('WORKSPACED_URL')), 'http://two:2');
    assert.equal(base({}, { ...every, WORKSPACED_URL: '' }), 'http://two:2');
    assert.equal(base({}, { ANTHROPIC_API_KEY: 'api' }), 'http://127.0.0.1:4010');
  });

  it('a file before our variable before the admin key before the API key', () => {
    const keyOf = (options: TargetOptions, env: Variables) => {
      const { key, keySource } = targetOf(options, env);
      return [key, keySource];
    };
    assert.deepEqual(keyOf({ keyFile }, every), ['from-file', `--key-file ${keyFile}`]);
    assert.deepEqual(keyOf({}, every), ['workspaced', 'WORKSPACED_KEY']);
    assert.deepEqual(keyOf({}, without('WORKSPACED_KEY')), ['admin', 'ANTHROPIC_ADMIN_KEY']);
    assert.deepEqual(keyOf({}, { ...every, WORKSPACED_KEY: ' ', ANTHROPIC_ADMIN_KEY: '' }), [
      'api',
      'ANTHROPIC_API_KEY',
    ]);
  });

  it('/v1 at the end of a URL is that of the API', () => {
    for (const end of ['', '/', '//', '/v1', '/v1/', '//v1//']) {
      assert.equal(
        targetOf({ url: `https://x.example/prefix${end}` }, every).base,
        'https://x.example/prefix',
      );
    }
    assert.equal(targetOf({ url: `${url}/v1x` }, every).base, `${url}/v1x`);
    assert.equal(targetOf({ url: `${url}/v1` }, every).base, url);
  });

  const faults: [options: TargetOptions, env: Variables, sentence: RegExp][] = [
    [{ url: '' }, every, /^--url should be a URL such as http/],
    [{ url: 'ftp://x' }, every, /^--url should be a URL/],
    [{ url: 'http://user:secret@x' }, every, /^--url should be a URL such as http:\S+$/],
    [{}, { ...every, WORKSPACED_URL: 'localhost' }, /^WORKSPACED_URL should be a URL/],
    [{}, { ...without('WORKSPACED_URL'), ANTHROPIC_BASE_URL: 'http://x?y' }, /^ANTHROPIC_BASE_URL should be/],
    [{ keyFile: join(folder, 'none') }, every, /^--key-file \S+none: ENOENT/],
    [{ keyFile: file('empty', '\n') }, every, /^--key-file \S+empty should hold one key/],
    [{ keyFile: file('two', 'a\nb\n') }, every, /^--key-file \S+two should hold one key/],
    [{}, { ...every, WORKSPACED_KEY: 'a b' }, /^WORKSPACED_KEY should hold one key/],
    [
      {},
      { ...every, WORKSPACED_KEY: '', ANTHROPIC_ADMIN_KEY: 'schlüssel' },
      /^ANTHROPIC_ADMIN_KEY should hold/,
    ],
    [{}, {}, /^there is no key: set WORKSPACED_KEY .*--key-file\.$/],
  ];
  for (const [options, env, sentence] of faults) {
    it(`is refused: ${sentence}`, () => {
      assert.throws(() => targetOf(options, env), { message: sentence });
    });
  }
});

describe('a command that calls a server', { concurrency: 4 }, async () => {
  const server = await startServer({ sandbox: false });
  after(() => server.close());
  const own = file('own', server.adminKey);
  const list = ['workspaces', 'list'];

  it('calls the one of its flags, with or without /v1', async () => {
    const env = { WORKSPACED_URL: url, WORKSPACED_KEY: 'x' };
    const flags = ['--url', `${server.baseURL}/v1/`, '--key-file', own];
    assert.deepEqual((await json<{ data: object[] }>([...list, ...flags], env)).data, []);
  });

  it('calls the one of its variables', async () => {
    await print(list, { WORKSPACED_URL: server.baseURL, WORKSPACED_KEY: server.adminKey });
  });

  it('tells where a key that is refused came from, and never the key', async () => {
    const key = 'sk-ant-admin01-unknown';
    const env = { WORKSPACED_URL: server.baseURL, ANTHROPIC_API_KEY: key };
    const refused = (source: string) =>
      new RegExp(
        `^error: API key is invalid\\. The key came from ${source}\\. \\(authentication_error, req_\\w+\\)\\n$`,
      );
    await fails(1, refused('ANTHROPIC_API_KEY'), list, env);
    await fails(1, refused(`--key-file ${keyFile}`), [...list, '--key-file', keyFile], env);
  });

  it('takes no key as a flag', () => fails(2, /unknown option '--key'/, [...list, '--key', 'x']));
});
