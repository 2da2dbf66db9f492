import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { developmentKey } from '../../src/contract/development-key.ts';
import { fails, folder, newDatabase, print, run } from './program.ts';

const key = `sk-ant-admin01-${'k'.repeat(43)}`;
const config = ['serve', '--print-config'];

describe('settings are refused by name before anything starts', { concurrency: 4 }, () => {
  const refused: [sentence: RegExp, args: string[], variables?: Record<string, string>][] = [
    [/WORKSPACED_PRT is not a setting/, ['serve'], { WORKSPACED_PRT: '1' }],
    [/WORKSPACED_PRT is not a setting/, ['orgs', 'list'], { WORKSPACED_PRT: '1' }],
    [/--port should be a whole number from 0 to 65535/, ['serve', '--port', '65536']],
    [/WORKSPACED_PORT should be a whole number/, ['serve'], { WORKSPACED_PORT: 'x' }],
    [/DATABASE_URL should be file:PATH/, ['check'], { DATABASE_URL: 'mysql://x' }],
    [/--database should be file:PATH/, ['serve', '--database', 'postgres://u:s3cret@127.0.0.1:nope/db']],
    [/--inference-geos should be names of regions/, ['serve', '--inference-geos', 'us,unrestricted']],
    [/--workspace-geos should be names of regions/, ['orgs', 'create', 'x', '--workspace-geos', 'us,us']],
    ...['proxy.example.com', '10.0.0.0/33', '10.0.0.0/0', '::1/129', '10.0.0.1/8/8', 'fe80::1%eth0', ''].map(
      (proxies): (typeof refused)[number] => [
        /--trusted-proxies should be IP addresses or ranges such as 10\.0\.0\.0\/8, separated by commas/,
        ['serve', '--trusted-proxies', proxies],
      ],
    ),
    [/WORKSPACED_ADMIN_KEY should be sk-ant-admin01-/, ['serve'], { WORKSPACED_ADMIN_KEY: 'short' }],
    [/--admin-key-file \/none: ENOENT/, ['serve', '--admin-key-file', '/none']],
    [/development key is published/, ['serve'], { WORKSPACED_ADMIN_KEY: developmentKey }],
    [/--host 0\.0\.0\.0: dev .* loopback only/, ['dev', '--host', '0.0.0.0']],
    [/unknown option '--database'/, ['dev', '--database', newDatabase()]],
    [/--database :memory: is gone when its process ends/, ['orgs', 'list', '--database', ':memory:']],
  ];
  for (const [sentence, args, variables] of refused) {
    const given = Object.entries(variables ?? {}).map(([name, value]) => `${name}=${value}`);
    it([...given, ...args].join(' ').replace(developmentKey, '(the development key)'), () =>
      fails(2, sentence, args, variables),
    );
  }

  it('a file with the development key', async () => {
    const file = join(folder, 'published');
    writeFileSync(file, developmentKey);
    await fails(2, /development key is published/, ['serve', '--admin-key-file', file]);
  });
});

it('a server ignores the variables of clients', async () => {
  assert.match(await print(config, { WORKSPACED_URL: 'http://x', WORKSPACED_KEY: 'x' }), /^port = 4010$/m);
});

describe('--print-config', { concurrency: 4 }, () => {
  it('shows a flag before the environment before the default', async () => {
    const lines = await print([...config, '--port', '1'], { WORKSPACED_PORT: '2', WORKSPACED_MAX_TAGS: '3' });
    for (const line of ['port = 1', 'max-tags = 3', 'host = 127.0.0.1']) {
      assert.ok(lines.split('\n').includes(line), `${line} is missing in ${lines}`);
    }
  });

  it('shows no secret', async () => {
    const shown = await print(config, {
      WORKSPACED_ADMIN_KEY: key,
      DATABASE_URL: 'postgres://someone:s3cret@127.0.0.1/db',
      WORKSPACED_SEED: 'version: 1\norganizations: [{name: A, admin_keys: [{name: a, key: s3cret}]}]',
    });
    assert.match(shown, /^seed = \(hidden\)$/m);
    assert.match(shown, /^admin-key = \(hidden\)$/m);
    assert.match(shown, /^database = postgres:\/\/someone:\*\*\*@127\.0\.0\.1\/db$/m);
    assert.doesNotMatch(shown, /s3cret|kkk/);
  });

  const urls: [variable: string, url: string, shown: string][] = [
    [
      'DATABASE_URL',
      'postgres://127.0.0.1/db?user=u&password=s3cret&pool=1',
      'postgres://127.0.0.1/db?user=u&password=***&pool=1',
    ],
    [
      'DATABASE_URL',
      'postgres://u:s3cret@127.0.0.1/db?sslkey=k&sslpassword=s3cret',
      'postgres://u:***@127.0.0.1/db?sslkey=k&sslpassword=***',
    ],
    ['WORKSPACED_INVITE_WEBHOOK', 'https://a.example/services/s3cret', 'https://a.example/***'],
    ['WORKSPACED_INVITE_WEBHOOK', 'https://a.example:8080/?token=s3cret', 'https://a.example:8080/***'],
    ['WORKSPACED_INVITE_WEBHOOK', 'https://a.example', 'https://a.example'],
    ['WORKSPACED_PUBLIC_URL', 'https://a.example/behind', 'https://a.example/behind'],
  ];
  for (const [variable, url, expected] of urls) {
    it(`shows ${variable}=${url} as ${expected}`, async () => {
      const lines = (await print(config, { [variable]: url })).split('\n');
      assert.ok(lines.some((line) => line.endsWith(` = ${expected}`)));
      assert.ok(!lines.some((line) => line.includes('s3cret')));
    });
  }
});

describe('a password on the command line', { concurrency: 3 }, () => {
  const url = 'postgres://someone:s3cret@127.0.0.1:1/none';
  const instead = 'set PGPASSWORD instead';
  const orWhole = `${instead}, or set the whole URL in WORKSPACED_DATABASE or DATABASE_URL`;
  const inQuery = 'postgres://127.0.0.1:1/none?password=s3cret';
  for (const [advice, given, flag, ...args] of [
    [orWhole, url, '--database', 'serve', '--print-config'],
    [orWhole, url, '--database', 'check'],
    [orWhole, inQuery, '--database', 'check'],
    [instead, url, '--from', 'copy', '--to', newDatabase()],
    [instead, url, '--to', 'copy', '--from', newDatabase()],
  ] as const) {
    it(`is warned about: ${args[0]} ${flag} ${given}`, async () => {
      const { stderr } = await run([...args, flag, given]);
      const [warning] = stderr.split('\n');
      assert.equal(
        warning,
        `warning: ${flag} exposes its password to every user of this machine. Leave it out and ${advice}.`,
      );
      assert.doesNotMatch(stderr, /s3cret/);
    });
  }

  it('in a variable isn’t', async () => {
    const { stderr } = await run(['serve', '--print-config'], { DATABASE_URL: url });
    assert.equal(stderr, '');
  });
});
