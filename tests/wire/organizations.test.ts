import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { invalid, notFound, unknownId } from './shapes.ts';

const server = await startServer();
const [ours, theirs] = await Promise.all([server.organization('Ours'), server.organization('Theirs')]);

/** One workspace of every kind: active, archived, default. */
async function kinds(caller: Caller): Promise<[kind: string, id: string][]> {
  const active = await caller.create({ name: 'Active' });
  const archived = await caller.archive((await caller.create({ name: 'Archived' })).id);
  const byDefault = await caller.defaultWorkspace();
  return [
    ['active', active.id],
    ['archived', archived.id],
    ['default', byDefault.id],
  ];
}

const foreign = await kinds(theirs);
const foreignIds = foreign.map(([, id]) => id);
await kinds(ours);
const everything = { include_archived: true, include_default: true, limit: 1000 };
const before = await theirs.list(everything);

describe('a new organization', () => {
  it('has nothing but its default workspace', async () => {
    const empty = await server.organization('Empty');
    assert.deepEqual(await empty.list(), { data: [], has_more: false, first_id: null, last_id: null });
    const { data } = await empty.list({ include_default: true, include_archived: true });
    assert.deepEqual(
      data.map(({ name }) => name),
      ['Default'],
    );
  });
});

describe('404: every operation with every id of another organization', () => {
  const operations: [operation: string, method: string, suffix: string, body?: string][] = [
    ['get', 'GET', ''],
    ['update', 'POST', '', '{"name":"Stolen"}'],
    ['empty update', 'POST', '', '{}'],
    ['archive', 'POST', '/archive'],
  ];
  for (const [kind, id] of foreign) {
    for (const [operation, method, suffix, body] of operations) {
      it(`${operation} of their ${kind} workspace`, async () => {
        notFound(await ours.send(method, `${workspaces}/${id}${suffix}`, { body }));
      });
    }

    it(`a response about their ${kind} workspace is word for word that about an unknown one`, async () => {
      const words = async (method: string, about: string, suffix: string, body?: string) => {
        const answer = await ours.send(method, `${workspaces}/${about}${suffix}`, { body });
        const { request_id } = answer.body as { request_id: string };
        return `${answer.status} ${answer.text.replace(request_id, '').replaceAll(about, 'ID')}`;
      };
      const bodies = [
        undefined,
        '{}',
        '{',
        '{"zzz":1}',
        '{"name":""}',
        '{"name":"Other"}',
        '{"tags":{"a":null}}',
      ];
      for (const body of bodies) {
        assert.equal(await words('POST', id, '', body), await words('POST', unknownId, '', body));
      }
      assert.equal(await words('GET', id, ''), await words('GET', unknownId, ''));
      assert.equal(await words('POST', id, '/archive'), await words('POST', unknownId, '/archive'));
    });
  }
});

describe('lists', () => {
  it('have nothing of another organization', async () => {
    const { data } = await ours.list(everything);
    assert.equal(data.length, 3);
    assert.ok(data.every(({ id }) => !foreignIds.includes(id)));
    assert.deepEqual(await ours.list({ ...everything, 'ids[]': foreignIds }), {
      data: [],
      has_more: false,
      first_id: null,
      last_id: null,
    });
  });

  for (const [kind, id] of foreign) {
    for (const cursor of ['after_id', 'before_id']) {
      it(`400: ${cursor} of their ${kind} workspace, as for an unknown one`, async () => {
        const answer = await ours.get(`${workspaces}?${cursor}=${id}`);
        invalid(answer, `${cursor}: …`);
        const unknown = await ours.get(`${workspaces}?${cursor}=${unknownId}`);
        const message = (of: typeof answer) => (of.body as { error: { message: string } }).error.message;
        assert.equal(message(answer).replace(id, 'ID'), message(unknown).replace(unknownId, 'ID'));
      });
    }
  }
});

it('after all that, the other organization is unchanged', async () => {
  assert.deepEqual(await theirs.list(everything), before);
});

it('the organization’s status is that of the caller and its key', async () => {
  const second = await server.adminKey(ours.organizationId ?? '', '--expires-in', '90d');
  const ask = async (key: string) => (await ours.get('/x/v1/organization', { 'x-api-key': key })).body;
  const first = (await ask(ours.key)) as {
    organization: { created_at: string };
    key: { id: string };
    server: { version: string };
  };
  assert.match(first.organization.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  assert.match(first.key.id, /^apikey_01/);
  assert.match(first.server.version, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(first, {
    type: 'organization_status',
    organization: { id: ours.organizationId, name: 'Ours', created_at: first.organization.created_at },
    active_workspaces: 1,
    workspace_limit: 100,
    settings: {
      workspace_geos: ['us'],
      inference_geos: ['global', 'us'],
      name_max_length: 40,
      max_tags: 50,
      tag_key_max_length: 128,
      tag_value_max_length: 256,
    },
    key: { id: first.key.id, name: 'wire', hint: ours.key.slice(-4), scopes: null, expires_at: null },
    server: { version: first.server.version, sandbox: false },
  });
  const { key } = (await ask(second.key)) as { key: { id: string; hint: string; expires_at: string } };
  assert.deepEqual([key.id, key.hint], [second.id, second.key.slice(-4)]);
  assert.ok(Date.parse(key.expires_at) > Date.now());
});
