import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import type { OrganizationState } from '../../src/state/document.ts';
import { readDocument } from '../../src/state/read.ts';
import { caller, populate } from './populated.ts';
import { fails, folder, newDatabase, print, run, start } from './program.ts';
import { startRecorder } from './recorder.ts';

const database = newDatabase();
const server = await startServer({ database, adminKey: `sk-ant-admin01-${'a'.repeat(43)}` });
after(() => server.close());
const ask = caller(server);
const variables = { REAL_KEY: server.adminKey };
/** More than a page of service accounts, and of invites. */
const [accounts, invites] = [104, 1002];
let ids: Awaited<ReturnType<typeof populate>>;
let direct: OrganizationState;

const flags = (url: string, ...more: string[]) => [
  ...['pull', '--from', url, '--key-env', 'REAL_KEY', '--budget', '100000'],
  ...more,
];
const file = (name: string) => path(folder, name);
const read = (name: string) =>
  readDocument(readFileSync(file(name), 'utf8')).organizations[0] as OrganizationState;

before(async () => {
  ids = await populate(ask);
  await ask('POST', `/v1/organizations/workspaces/${ids.empty}`, { tags: { workspaced_ref: 'e' } });
  for (let index = 0; index < accounts; index += 1) {
    await ask('POST', '/v1/organizations/service_accounts', { name: `robot-${index}` });
  }
  for (let index = 0; index < invites; index += 100) {
    const some = Array.from({ length: Math.min(100, invites - index) }, (_, each) => index + each);
    const send = (number: number) =>
      ask('POST', '/v1/organizations/invites', { email: `p${number}@example.com`, role: 'user' });
    await Promise.all(some.map(send));
  }
  await print(flags(server.baseURL, '-o', 'direct.yaml'), variables);
  direct = read('direct.yaml');
});

describe('pull', () => {
  it('reads everything with its IDs, by GET alone, and tells how many requests it takes', async () => {
    const recorder = await startRecorder(server.baseURL);
    const { code, stderr } = await run(flags(recorder.url, '-o', 'all.yaml'), variables);
    assert.equal(code, 0, stderr);
    assert.deepEqual(new Set(recorder.seen.map(({ method }) => method)), new Set(['GET']));
    const [, first] = /at least (\d+) requests/.exec(stderr) ?? [];
    const [, more] = /At least (\d+) more/.exec(stderr) ?? [];
    // Two lists have further pages: one of invites, one of service accounts.
    assert.equal(Number(first) + Number(more) + 2, recorder.seen.length);
    assert.deepEqual(read('all.yaml'), direct);
    assert.ok(!existsSync(file('all.yaml.part')));
    assert.equal(statSync(file('all.yaml')).mode & 0o777, 0o600);
  });

  it('has all pages, archived workspaces, the default one, members and keys where they belong', () => {
    assert.equal(direct.id, server.organizationId);
    assert.equal(direct.invites?.length, invites + 3);
    assert.equal(direct.service_accounts?.length, accounts + 2);
    assert.deepEqual(
      direct.users?.map(({ id, email, name, role }) => ({ id, email, name, role })),
      [
        { id: ids.ada, email: 'ada@example.com', name: 'Ada', role: 'developer' },
        { id: ids.bob, email: 'bob@example.com', name: 'Bob', role: 'user' },
      ],
    );
    const workspaces = new Map(direct.workspaces?.map((each) => [each.name, each]));
    assert.deepEqual([...workspaces.keys()].toSorted(), ['Default', 'Empty', 'Old', 'Search']);
    assert.equal(workspaces.get('Default')?.default, true);
    assert.equal(workspaces.get('Empty')?.default, undefined);
    // As it is on the wire, so that a copy is the same there.
    assert.deepEqual(workspaces.get('Empty')?.tags, { workspaced_ref: 'e' });
    // Every service account is in the default workspace, which nobody has said.
    assert.deepEqual(workspaces.get('Default')?.service_accounts, []);
    assert.match(workspaces.get('Old')?.archived_at ?? '', /^20/);
    assert.deepEqual(workspaces.get('Old')?.members, [
      { user: 'bob@example.com', workspace_role: 'workspace_user' },
    ]);
    const { id, name, tags, display_color, data_residency, members, service_accounts } =
      workspaces.get('Search') ?? {};
    assert.deepEqual(
      { id, name, tags, display_color, data_residency, members, service_accounts },
      {
        id: ids.search,
        name: 'Search',
        tags: { team: 'search', env: 'prod' },
        display_color: '#112233',
        data_residency: { workspace_geo: 'us', allowed_inference_geos: ['us'], default_inference_geo: 'us' },
        members: [
          { user: 'ada@example.com', workspace_role: 'workspace_admin' },
          { user: 'bob@example.com', workspace_role: 'workspace_user' },
        ],
        service_accounts: [{ service_account: 'deployer', workspace_role: 'workspace_developer' }],
      },
    );
    const keys = [...workspaces].map(([place, { api_keys = [] }]) => [
      place,
      api_keys.map((key) => [key.name, key.status, key.user]),
    ]);
    assert.deepEqual(Object.fromEntries(keys), {
      Default: [['in default', 'active', undefined]],
      Empty: [],
      Old: [['in old', 'archived', undefined]],
      Search: [
        ['batch', 'active', undefined],
        ['idle', 'inactive', 'ada@example.com'],
      ],
    });
    assert.deepEqual(
      direct.api_keys?.map((key) => [key.name, key.service_account]),
      [['everywhere', 'deployer']],
    );
  });

  it('is what export writes, but for what the API doesn’t tell', async () => {
    await print(['export', '--database', database, '-o', 'exported.yaml']);
    const { created_at, workspace_limit, ...exported } = read('exported.yaml');
    const told = JSON.parse(JSON.stringify(exported), (name, value) => {
      if (name === 'invites') return value.map(({ user, ...invite }: { user?: string }) => invite);
      if (name === 'service_accounts' && value[0]?.service_account) {
        return value.map(({ created_at, ...bot }: { created_at?: string }) => bot);
      }
      return value;
    });
    assert.deepEqual(direct, told);
  });

  it('goes on after it was killed, without asking again for what it has', async () => {
    const recorder = await startRecorder(server.baseURL);
    recorder.instead = () => (recorder.seen.length < 20 ? undefined : 'nothing');
    const args = flags(recorder.url, '-o', 'killed.yaml');
    const child = start(args, variables);
    await waitFor(() => recorder.seen.length === 21);
    child.kill('SIGKILL');
    await once(child, 'close');
    const part = file('killed.yaml.part');
    const kept = readFileSync(part, 'utf8');
    assert.equal(statSync(part).mode & 0o777, 0o600);
    assert.ok(!kept.includes(server.adminKey));
    assert.ok(!existsSync(file('killed.yaml')));
    // It was killed while it wrote the last line.
    writeFileSync(part, kept.slice(0, -10));

    const first = recorder.seen.slice(0, 19).map(({ url }) => url);
    recorder.seen.length = 0;
    recorder.instead = () => undefined;
    const { code, stderr } = await run(args, variables);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Going on after 18 requests/);
    const second = recorder.seen.map(({ url }) => url);
    assert.deepEqual(
      second.filter((url) => first.includes(url)),
      ['/v1/organizations/me'],
    );
    assert.deepEqual(read('killed.yaml'), direct);
    assert.ok(!existsSync(part));
  });

  it('keeps to its budget, also when it goes on', async () => {
    const recorder = await startRecorder(server.baseURL);
    const args = [...flags(recorder.url, '-o', 'slow.yaml'), '--budget', '5'];
    for (const sent of [5, 6]) {
      const child = start(args, variables);
      await waitFor(() => recorder.seen.length === sent);
      await new Promise((resolve) => setTimeout(resolve, 500));
      child.kill('SIGKILL');
      await once(child, 'close');
      assert.equal(recorder.seen.length, sent);
    }
    assert.equal(recorder.seen.at(-1)?.url, '/v1/organizations/me');
  });

  it('doesn’t go on with what was read elsewhere', async () => {
    writeFileSync(
      file('other.yaml.part'),
      `${JSON.stringify({ url: server.baseURL, organization: 'another' })}\n`,
    );
    await fails(
      1,
      /other.yaml.part is what was read of organization another .*: remove it/,
      flags(server.baseURL, '-o', 'other.yaml'),
      variables,
    );
    writeFileSync(file('broken.yaml.part'), 'what?\n');
    await fails(
      1,
      /broken.yaml.part is not what a pull writes/,
      flags(server.baseURL, '-o', 'broken.yaml'),
      variables,
    );
  });

  it('names and skips what is forbidden or not offered, and tries again what fails for now', async () => {
    const recorder = await startRecorder(server.baseURL);
    const tried = new Map<string, number>();
    recorder.instead = ({ url }) => {
      const count = (tried.get(url) ?? 0) + 1;
      tried.set(url, count);
      if (url.includes('/members')) return refusal(403, 'permission_error', 'Not yours.');
      if (url.includes('/service_accounts')) return refusal(404, 'not_found_error', 'Not found');
      if (url.includes('/users') && count === 1)
        return refusal(429, 'rate_limit_error', 'Slow down.', { 'retry-after': '0' });
      if (url.includes('/invites') && count === 1) return { status: 502, body: '<html>' };
      return undefined;
    };
    const { code, stderr } = await run(flags(recorder.url, '-o', 'some.yaml'), variables);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^skipped: members: Not yours/m);
    assert.match(stderr, /^skipped: service accounts: Not found/m);
    // Nobody asks again what is forbidden.
    assert.equal(recorder.seen.filter(({ url }) => url.includes('/members')).length, 1);
    const { users, invites, service_accounts, workspaces } = read('some.yaml');
    assert.deepEqual([users, invites], [direct.users, direct.invites]);
    assert.equal(service_accounts, undefined);
    assert.deepEqual(
      workspaces?.map((each) => each.members),
      [undefined, undefined, undefined, undefined],
    );
  });

  it('replaces people by the same fictitious ones everywhere', async () => {
    await print(flags(server.baseURL, '-o', 'nobody.json', '--anonymize'), variables);
    const text = readFileSync(file('nobody.json'), 'utf8');
    assert.deepEqual(text.match(/"((ada|bob|carol|p\d+)@.*|ada|bob)"/gi), null);
    const { users, workspaces, invites } = read('nobody.json');
    assert.deepEqual(
      users?.map(({ id, email, name }) => [id, email, name]),
      [
        [ids.ada, 'user-1@example.com', 'User 1'],
        [ids.bob, 'user-2@example.com', 'User 2'],
      ],
    );
    assert.equal(new Set(invites?.map(({ email }) => email)).size, invites?.length);
    const search = workspaces?.find(({ name }) => name === 'Search');
    assert.deepEqual(
      search?.members?.map(({ user }) => user),
      ['user-1@example.com', 'user-2@example.com'],
    );
    assert.equal(search?.api_keys?.[1]?.user, 'user-1@example.com');
  });

  it('makes an organization of a sandbox from it, which is the same there, and prints its exports', async () => {
    await using sandbox = await startServer();
    const args = flags(server.baseURL, '-o', 'into.yaml', '--into', 'Rehearsal', '--url', sandbox.baseURL);
    const exports = await print(args, variables);
    const [, key = ''] = /^export ANTHROPIC_ADMIN_KEY='(.+)'$/m.exec(exports) ?? [];
    assert.match(exports, new RegExp(`^export ANTHROPIC_BASE_URL='${sandbox.baseURL}'$`, 'm'));
    await print(flags(sandbox.baseURL, '-o', 'copy.yaml'), { REAL_KEY: key });
    const { id, ...copy } = read('copy.yaml');
    const { id: original, ...expected } = direct;
    assert.notEqual(id, original);
    assert.deepEqual(copy, { ...expected, name: 'Rehearsal' });
  });

  it('reads nothing if there is no sandbox to make an organization in', async () => {
    const recorder = await startRecorder(server.baseURL);
    await using plain = await startServer({ sandbox: false });
    for (const [code, sentence, ...into] of [
      [2, /is not a sandbox/, '--into', 'Rehearsal', '--url', plain.baseURL],
      [1, /can’t reach http:\/\/127\.0\.0\.1:9: /, '--into', 'Rehearsal', '--url', 'http://127.0.0.1:9'],
      [2, /'' is invalid.*It should be 1 to 100 characters/s, '--into', '', '--url', plain.baseURL],
    ] as const) {
      await fails(code, sentence, flags(recorder.url, '-o', 'none.yaml', ...into), variables);
    }
    assert.deepEqual(recorder.seen, []);
  });

  it('says which of its options to change if it can’t reach a server', async () => {
    const gone = await startServer();
    await gone.close();
    const start = `can’t reach ${gone.baseURL}: nothing listens there .* or set its URL with`;
    await fails(1, new RegExp(`${start} --from\\.`), flags(gone.baseURL, '-o', 'none.yaml'), variables);
    const into = flags(server.baseURL, '-o', 'none.yaml', '--into', 'Rehearsal', '--url', gone.baseURL);
    await fails(1, new RegExp(`${start} --url\\.`), into, variables);
  });

  it('refuses bad options', async () => {
    await fails(2, /--key-env NOTHING: that variable isn’t set/, [
      'pull',
      '--from',
      server.baseURL,
      '--key-env',
      'NOTHING',
    ]);
    const mistaken = ['pull', '--from', server.baseURL, '--key-env', server.adminKey];
    await fails(2, /--key-env ….{4}: that variable isn’t set/, mistaken);
    await fails(2, /--from should be a URL/, flags('nowhere'), variables);
    await fails(
      2,
      /'0' is invalid.*It should be a whole number of at least 1/s,
      [...flags(server.baseURL), '--budget', '0'],
      variables,
    );
  });

  it('is, as a document, what plan finds nothing to do for', async () => {
    const { code, stdout, stderr } = await run(['plan', '-f', 'direct.yaml', '--archive'], {
      WORKSPACED_URL: server.baseURL,
      WORKSPACED_KEY: server.adminKey,
    });
    assert.deepEqual([code, stdout.split('\n').slice(1).join('')], [0, 'Nothing to do.'], stderr);
  });
});

const refusal = (status: number, type: string, message: string, headers = {}) => ({
  status,
  headers,
  body: JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' }),
});

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
