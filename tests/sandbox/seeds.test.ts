import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Server, startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { send } from './controls.ts';

const folder = mkdtempSync(join(tmpdir(), 'workspaced-seeds-'));
after(() => rmSync(folder, { recursive: true }));

const literal = 'my-anthropic-api-key';
const seed = `
version: 1
organizations:
  - ref: ci
    name: CI
    workspace_limit: 300
    admin_keys: [{name: ci, key: ${literal}}]
    users: [{id: user_id, email: ada@example.com, name: Ada, role: developer}]
    workspaces:
      - ref: evaluation
        id: workspace_id
        name: Evaluation
        tags: {team: search}
        members: [{user: ada@example.com, workspace_role: workspace_admin}]
        pinned: true
      - {ref: scratch, name: Scratch}
    generate: {workspaces: 250, name: "ws-%03d"}
    clock: 2026-11-01T00:00:00Z
    faults: [{operation: workspaces.archive, answer: {status: 529}}]
`;
const file = join(folder, 'workspaced.seed.yaml');
writeFileSync(file, seed);

interface Workspace {
  id: string;
  name: string;
  created_at: string;
}

function caller(server: Server, key: string) {
  const base = `${server.baseURL}/v1/organizations`;
  const headers = { 'x-api-key': key };
  return {
    get: <T>(path: string) => send<T>(base + path, 'GET', undefined, headers),
    post: <T>(path: string, body?: object) => send<T>(base + path, 'POST', body, headers),
    names: async () =>
      (
        await send<{ data: Workspace[] }>(`${base}/workspaces?limit=1000`, 'GET', undefined, headers)
      ).body.data.map(({ name }) => name),
  };
}

forEachDatabase((kind) => {
  test('a sandbox starts with its seed: literal keys and IDs, clock, faults and pins', async () => {
    await using server = await startServer({ database: await kind.url(), seed: file });
    for (const key of [literal, server.adminKey]) {
      const { get, names } = caller(server, key);
      assert.equal((await names()).length, 252);
      assert.equal((await get<Workspace>('/workspaces/workspace_id')).body.name, 'Evaluation');
      assert.equal((await get('/workspaces/workspace_id/members/user_id')).status, 200);
    }
    const { get, post } = caller(server, literal);
    const renamed = await post<Workspace>('/workspaces/workspace_id', { name: 'Renamed' });
    assert.deepEqual([renamed.status, renamed.body.name], [200, 'Renamed']);
    assert.equal((await get<Workspace>('/workspaces/workspace_id')).body.name, 'Evaluation', 'it is pinned');
    const made = await post<Workspace>('/workspaces', { name: 'New' });
    assert.match(made.body.created_at, /^2026-11-01T00:0/);
    assert.equal((await post(`/workspaces/${made.body.id}/archive`)).status, 529);
    assert.equal((await post(`/workspaces/${made.body.id}/archive`)).status, 200);
  });

  test('reset brings back the seed with its faults and clock; another organization begins with it', async () => {
    await using server = await startServer({ database: await kind.url(), seed });
    const own = `${server.baseURL}/x/sandbox/organizations/${server.organizationId}`;
    const { post, names } = caller(server, literal);
    await send(`${own}/clock/advance`, 'POST', { by: 'P100D' });
    const { body } = await post<Workspace>('/workspaces', { name: 'New' });
    assert.match(body.created_at, /^2027-02-09/);
    await post(`/workspaces/${body.id}/archive`);
    await send(`${own}/reset`, 'POST');
    assert.equal((await names()).length, 252);
    await using org = await server.organization({ from: 'seed', name: 'Mine' });
    for (const key of [literal, org.adminKey]) {
      const again = await caller(server, key).post<Workspace>('/workspaces', { name: 'New' });
      assert.match(again.body.created_at, /^2026-11-01T00:0/);
      const archived = await caller(server, key).post(`/workspaces/${again.body.id}/archive`);
      assert.equal(archived.status, 529, 'the fault is there again');
    }
    assert.equal((await caller(server, org.adminKey).names()).length, 253);
  });

  test('the same seed on a database that it was imported into changes nothing', async () => {
    const database = await kind.url();
    const first = await startServer({ database, seed });
    const { post } = caller(first, literal);
    await post<Workspace>('/workspaces', { name: 'Kept' });
    const { body } = await caller(first, literal).get<{ data: Workspace[] }>('/workspaces?limit=1000');
    await first.close();
    await using second = await startServer({ database, seed, adminKey: first.adminKey });
    assert.equal(second.organizationId, first.organizationId);
    assert.deepEqual((await caller(second, literal).get('/workspaces?limit=1000')).body, body);
  });

  test('export, import and snapshots speak the same document', async () => {
    await using server = await startServer({ database: await kind.url(), seed });
    const own = `${server.baseURL}/x/sandbox/organizations/${server.organizationId}`;
    type Document = { version: number; organizations: [{ name: string; workspaces: Workspace[] }] };
    const { body: exported } = await send<Document>(`${own}/state`);
    assert.ok(!JSON.stringify(exported).includes(literal));
    await send(`${own}/snapshots`, 'POST', { name: 'before' });
    await caller(server, literal).post('/workspaces', { name: 'Later' });
    assert.equal((await send<Document>(`${own}/state`)).body.organizations[0].workspaces.length, 254);
    assert.deepEqual((await send(`${own}/snapshots/before`)).body, exported);
    const made = await send<{ id: string; admin_key: string }>(
      `${server.baseURL}/x/sandbox/organizations`,
      'POST',
      {
        name: 'Copy',
        document: exported,
      },
    );
    const copy = `${server.baseURL}/x/sandbox/organizations/${made.body.id}`;
    const { workspaces } = (await send<Document>(`${copy}/state`)).body.organizations[0];
    assert.deepEqual(workspaces, exported.organizations[0].workspaces);
    const replaced = await send<{ removed: number }>(`${own}/state`, 'POST', {
      document: exported,
      mode: 'replace',
    });
    assert.deepEqual([replaced.status, replaced.body.removed], [200, 1]);
    const wrong = await send<{ error: { message: string } }>(`${own}/state`, 'POST', {
      document: { version: 1, organizations: [{ name: 'x', workspaces: [{ nome: 'y' }] }] },
    });
    assert.equal(wrong.status, 400);
    assert.match(wrong.body.error.message, /organizations\[0\]\.workspaces\[0\]/);
  });
});

test('a document with a fault that can’t happen changes nothing, and says what is wrong', async () => {
  await using server = await startServer();
  const url = `${server.baseURL}/x/sandbox/organizations`;
  const document = {
    version: 1,
    organizations: [{ name: 'x', faults: [{ operation: 'nope.create', answer: { status: 500 } }] }],
  };
  const before = (await send<{ data: object[] }>(url)).body.data.length;
  for (const [path, body] of [
    ['', { name: 'Left', document }],
    [`/${server.organizationId}/state`, { document }],
    [`/${server.organizationId}/state`, { document, dry_run: true }],
  ] as const) {
    const { status, body: answer } = await send<{ error: { message: string } }>(url + path, 'POST', body);
    assert.equal(status, 400);
    assert.match(
      answer.error.message,
      /organizations\[0\]\.faults\[0\]\.operation: there is no operation nope/,
    );
  }
  assert.equal((await send<{ data: object[] }>(url)).body.data.length, before);
});

test('an organization of a document begins with its clock and faults again after a restart and a reset', async () => {
  const database = `file:${join(folder, 'restart.db')}`;
  const first = await startServer({ database });
  const document = {
    version: 1,
    organizations: [
      {
        name: 'x',
        clock: '2030-01-01T00:00:00Z',
        faults: [{ operation: 'workspaces.list', answer: { status: 500 } }],
      },
    ],
  };
  const made = await send<{ id: string }>(`${first.baseURL}/x/sandbox/organizations`, 'POST', { document });
  await first.close();
  await using second = await startServer({ database, adminKey: first.adminKey });
  const own = `${second.baseURL}/x/sandbox/organizations/${made.body.id}`;
  await send(`${own}/clock/advance`, 'POST', { by: 'P9D' });
  await send(`${own}/reset`, 'POST');
  assert.match((await send<{ now: string }>(`${own}/clock`)).body.now, /^2030-01-01/);
  assert.equal((await send<{ data: object[] }>(`${own}/faults`)).body.data.length, 1);
});

test('everything that is wrong in a document is named at once, by its place in it', async () => {
  await using server = await startServer();
  const organization = {
    name: 'x',
    faults: [{ operation: 'nope.create', answer: { status: 500 } }],
    users: [{ email: 'a@example.com', ref: 'a' }],
    workspaces: [{ name: 'A', tags: { 'anthropic-x': '1' } }],
  };
  const url = `${server.baseURL}/x/sandbox/organizations`;
  const faultsIn = async (path: string, organization: object) => {
    const body = { document: { version: 1, organizations: [organization] } };
    const answer = await send<{ error: { details: { faults: { path: string }[] } } }>(
      url + path,
      'POST',
      body,
    );
    return answer.body.error.details.faults.map(({ path }) => path);
  };
  const rules = [
    'organizations[0].faults[0].operation',
    'organizations[0].workspaces[0].tags["anthropic-x"]',
  ];
  const twice = { ...organization, users: [...organization.users, { email: 'b@example.com', ref: 'a' }] };
  for (const path of ['', `/${server.organizationId}/state`]) {
    assert.deepEqual(await faultsIn(path, organization), rules);
    assert.deepEqual(await faultsIn(path, twice), ['organizations[0].users[1].ref', ...rules]);
  }
});

describe('a seed that can’t be used', () => {
  for (const [name, text, sentence] of [
    ['isn’t there', join(folder, 'none.yaml'), /none\.yaml: ENOENT/],
    ['has no organization', 'version: 1\norganizations: []\n', /has no organization/],
    [
      'has a wrong line',
      seed.replace('pinned: true', 'pined: true'),
      /line 15, organizations\[0\]\.workspaces\[0\]\.pined/,
    ],
    [
      'has an unknown operation',
      seed.replace('workspaces.archive', 'workspaces.destroy'),
      /line 19, organizations\[0\]\.faults\[0\]\.operation: there is no operation workspaces\.destroy/,
    ],
    [
      'is wrong in several ways',
      seed
        .replace('workspaces.archive', 'workspaces.destroy')
        .replace('{team: search}', '{anthropic: search}')
        .replace('user: ada@', 'user: bob@'),
      /line 13, .*tags\.anthropic.*\nline 14, .*members\[0\].*\nline 19, .*no operation/,
    ],
  ] as const) {
    test(name, async () => {
      const given = text.includes('\n') ? join(folder, 'wrong.yaml') : text;
      if (text.includes('\n')) writeFileSync(given, text);
      await assert.rejects(startServer({ seed: given }), sentence);
    });
  }

  test('needs a sandbox, and no profile beside it', async () => {
    await assert.rejects(startServer({ sandbox: false, seed: file }), /add --sandbox true/);
    await assert.rejects(
      startServer({ seed: file, profile: 'sdk-tests' }),
      /--seed and --profile .* choose one/,
    );
  });
});
