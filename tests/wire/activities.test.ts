import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { Caller, type Query, queryString, workspaces } from './caller.ts';
import {
  type Activity,
  feed,
  feedAfter,
  feedPage,
  feedPageOf,
  feedSettings,
  membersOf,
  newestActivity,
  wholeFeed,
} from './feed.ts';
import { startServer } from './harness.ts';
import { invalid, notFound, refused, requestIdOf } from './shapes.ts';

const server = await startServer({ 'page-max-bytes': 65_536 });
const watched = await startServer({ 'record-reads': true });
const caller = await server.organization();
const ids = (all: readonly Activity[]) => all.map(({ id }) => id);

/** The id of an organization in the feed, from its UUID. */
function shortId(uuid: string): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let digits = '';
  for (let step = 0; step < 22; step++) {
    digits = alphabet[Number(rest % 58n)] + digits;
    rest /= 58n;
  }
  return `org_01${digits}`;
}

/** Another key of the organization. */
async function otherKey(...args: string[]): Promise<Caller & { keyId: string }> {
  const { id, key } = await server.adminKey(caller.organizationId ?? '', ...args);
  return Object.assign(new Caller(server.url, key, caller.organizationId), { keyId: id });
}

const second = await otherKey();
const first = await caller.create({ name: 'First' });
await second.update(first.id, { name: 'Renamed', tags: { a: '1' } });
const archived = await caller.create({ name: 'Archived' });
await second.archive(archived.id);
/** Everything, oldest first. */
const all = await wholeFeed(caller, { order: 'asc' });

describe('an activity', () => {
  it('says what happened, when, where and who did it', () => {
    const created = all.find(({ workspace_id }) => workspace_id === first.id) as Activity;
    assert.match(created.id, /^activity_01[1-9A-HJ-NP-Za-km-z]{22}$/);
    assert.match(created.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.deepEqual(created, {
      id: created.id,
      type: 'platform_workspace_created',
      created_at: created.created_at,
      organization_id: shortId(caller.organizationId ?? ''),
      organization_uuid: caller.organizationId,
      actor: {
        type: 'admin_api_key_actor',
        admin_api_key_id: created.actor.admin_api_key_id,
        ip_address: '127.0.0.1',
        user_agent: null,
        via: 'api',
      },
      workspace_id: first.id,
    });
    assert.match(String(created.actor.admin_api_key_id), /^apikey_01/);
  });

  it('of an update has each changed member, and lists and maps as JSON', () => {
    const updated = all.find(({ type }) => type === 'platform_workspace_updated') as Activity;
    assert.deepEqual(updated.actor.admin_api_key_id, second.keyId);
    assert.deepEqual(membersOf(updated), {
      type: 'platform_workspace_updated',
      workspace_id: first.id,
      updates: [
        { type: 'name', previous_value: 'First', current_value: 'Renamed' },
        { type: 'tags', previous_value: '{}', current_value: '{"a":"1"}' },
      ],
    });
  });

  it('has the client’s name', async () => {
    await caller.post(workspaces, { name: 'x' }, { 'user-agent': 'terraform/1.12' });
    const { data } = await feedPage(caller, { limit: 1 });
    assert.equal(data[0]?.actor.user_agent, 'terraform/1.12');
  });
});

describe('the list', () => {
  it('is newest first, or oldest first', async () => {
    const newest = await wholeFeed(caller);
    assert.deepEqual(ids(newest), ids(newest).toSorted().toReversed());
    assert.deepEqual(await wholeFeed(caller, { order: 'desc' }), newest);
    assert.deepEqual(await wholeFeed(caller, { order: 'asc' }), newest.toReversed());
    assert.deepEqual(ids(all), ids(newest.toReversed()).slice(0, all.length));
  });

  for (const order of ['asc', 'desc']) {
    it(`walks in both directions, ${order}`, async () => {
      const listed = await wholeFeed(caller, { order });
      assert.deepEqual(await wholeFeed(caller, { order, limit: 2 }), listed);
      const last = listed.at(-1)?.id ?? '';
      assert.deepEqual(await wholeFeed(caller, { order, limit: 2, before_id: last }), listed.slice(0, -1));
      const [third, fourth, fifth] = listed.slice(2, 5);
      const before = await feedPage(caller, { order, limit: 2, before_id: fifth?.id ?? '' });
      assert.deepEqual([before.data, before.has_more], [[third, fourth], true]);
    });
  }

  it('keeps the place of a cursor that is well-formed but unknown', async () => {
    const [before, cursor, after] = ids(all).slice(1, 4) as [string, string, string];
    const unknown = `${cursor.slice(0, -4)}zzzz`;
    assert.ok(unknown > cursor && unknown < after);
    const page = await feedPage(caller, { order: 'asc', after_id: unknown, limit: 1 });
    assert.equal(page.first_id, after);
    const back = await feedPage(caller, { order: 'asc', before_id: unknown, limit: 2 });
    assert.deepEqual(ids(back.data), [before, cursor]);
  });

  it('has nothing of other organizations', async () => {
    const other = await server.organization('Other');
    const { id } = await other.create();
    const theirs = await wholeFeed(other, { order: 'asc' });
    assert.equal(theirs.at(-1)?.workspace_id, id);
    assert.ok(theirs.every(({ organization_uuid }) => organization_uuid === other.organizationId));
  });

  it('takes 1 to 5000 as limit', async () => {
    assert.equal((await feedPage(caller, { limit: 1 })).data.length, 1);
    await feedPage(caller, { limit: 5000 });
    invalid(await caller.get(`${feed}?limit=0`), 'limit: Input should be greater than or equal to 1');
    invalid(await caller.get(`${feed}?limit=5001`), 'limit: Input should be less than or equal to 5000');
  });

  it('has at most 100 unless told otherwise, and cuts large pages to fewer', async () => {
    const own = await server.organization();
    const { id } = await own.create();
    for (let number = 0; number < 105; number++) await own.update(id, { name: `w${number}` });
    assert.equal((await feedPage(own)).data.length, 100);
    for (let number = 0; number < 12; number++) {
      await own.update(id, {
        tags: Object.fromEntries(
          Array.from({ length: 40 }, (_, tag) => [`t${tag}`, `${number}`.repeat(100)]),
        ),
      });
    }
    const listed = await wholeFeed(own, { order: 'asc', limit: 5000 });
    assert.equal(new Set(ids(listed)).size, 119);
    const queries: Query[] = [{}, { 'activity_types[]': 'platform_workspace_updated' }];
    for (const query of queries) {
      const answer = await own.get(feed + queryString({ ...query, limit: 100 }));
      assert.ok(answer.text.length <= 65_536);
      const page = feedPageOf(answer);
      assert.ok(page.has_more && page.data.length < 12);
    }
  });
});

describe('filters', () => {
  const of = (query: Record<string, string | string[]>) => wholeFeed(caller, { order: 'asc', ...query });
  const ofTypes = (...types: string[]) => all.filter(({ type }) => types.includes(type));
  const upTo = { 'created_at.lte': all.at(-1)?.created_at ?? '' };

  it('by types, also without brackets', async () => {
    const types = ['platform_workspace_created', 'platform_workspace_archived'];
    for (const name of ['activity_types[]', 'activity_types']) {
      assert.deepEqual(await of({ [name]: types, ...upTo }), ofTypes(...types));
    }
    assert.deepEqual(await of({ 'activity_types[]': 'org_user_deleted' }), []);
  });

  it('by other types', async () => {
    const types = ['platform_workspace_created', 'platform_workspace_archived', 'admin_api_key_created'];
    const rest = all.filter(({ type }) => !types.includes(type));
    assert.ok(rest.length > 0);
    assert.deepEqual(await of({ 'exclude_activity_types[]': types, ...upTo }), rest);
  });

  it('by actors, under both names, which add up', async () => {
    const byKey = (id: unknown) => all.filter(({ actor }) => actor.admin_api_key_id === id);
    const firstKey = all.find(({ workspace_id }) => workspace_id === first.id)?.actor.admin_api_key_id;
    assert.equal(byKey(second.keyId).length, 2);
    assert.deepEqual(await of({ 'actor_ids[]': second.keyId, ...upTo }), byKey(second.keyId));
    assert.deepEqual(await of({ 'user_ids[]': second.keyId, ...upTo }), byKey(second.keyId));
    const both = await of({ 'actor_ids[]': second.keyId, 'user_ids[]': String(firstKey), ...upTo });
    assert.deepEqual(
      both,
      [...byKey(second.keyId), ...byKey(firstKey)].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    assert.deepEqual(await of({ 'actor_ids[]': 'user_01nobody' }), []);
  });

  it('by organization, in both forms', async () => {
    const uuid = caller.organizationId ?? '';
    for (const own of [uuid, uuid.toUpperCase(), shortId(uuid)]) {
      assert.deepEqual(await of({ 'organization_ids[]': [own, 'org_01other'], ...upTo }), all);
    }
    assert.deepEqual(await of({ 'organization_ids[]': crypto.randomUUID() }), []);
  });

  it('by time, to the microsecond', async () => {
    const [third, fourth] = [all[2], all[3]] as [Activity, Activity];
    const [one, other] = [ids(all).slice(2), ids(all).slice(0, 4)];
    assert.deepEqual(ids(await of({ 'created_at.gte': third.created_at, ...upTo })), one);
    assert.deepEqual(ids(await of({ 'created_at.gt': third.created_at, ...upTo })), one.slice(1));
    assert.deepEqual(ids(await of({ 'created_at.lte': fourth.created_at })), other);
    assert.deepEqual(ids(await of({ 'created_at.lt': fourth.created_at })), other.slice(0, -1));
    const between = { 'created_at.gte': third.created_at, 'created_at.lt': fourth.created_at };
    for (const order of ['asc', 'desc']) assert.deepEqual(await of({ ...between, order }), [third]);
    assert.deepEqual(ids(await of({ 'created_at.lt': third.created_at.replace('Z', '1Z') })).length, 3);
    const zoned = `${new Date(Date.parse(third.created_at) + 7_200_000).toISOString().slice(0, 19)}${third.created_at.slice(19, -1)}+02:00`;
    assert.deepEqual(ids(await of({ 'created_at.gte': zoned, ...upTo })), one);
  });

  it('by date, from its beginning in UTC', async () => {
    const today = (all[0] as Activity).created_at.slice(0, 10);
    assert.equal((await of({ 'created_at.gte': today, ...upTo })).length, all.length);
    assert.deepEqual(await of({ 'created_at.lt': today }), []);
    assert.deepEqual(await of({ 'created_at.gte': '9999-12-31' }), []);
    assert.deepEqual(await of({ 'created_at.lt': '0001-01-01' }), []);
  });

  it('with a cursor on either side of the bounds', async () => {
    const [third, fourth] = [all[2], all[3]] as [Activity, Activity];
    const between = { 'created_at.gte': third.created_at, 'created_at.lte': fourth.created_at };
    assert.deepEqual(await of({ ...between, after_id: all[0]?.id ?? '' }), [third, fourth]);
    assert.deepEqual(await of({ ...between, after_id: third.id }), [fourth]);
    assert.deepEqual(await of({ ...between, after_id: all[5]?.id ?? '' }), []);
    assert.deepEqual(await of({ ...between, before_id: all[5]?.id ?? '' }), [third, fourth]);
  });

  it('find few among many, in both directions', async () => {
    const own = await server.organization();
    const [one, { id }] = [await own.create(), await own.create()];
    await own.archive(one.id);
    for (let number = 0; number < 700; number++) await own.update(id, { name: `w${number}` });
    await own.archive(id);
    const few = { 'activity_types[]': 'platform_workspace_archived' };
    const found = await wholeFeed(own, { ...few, limit: 1 });
    assert.deepEqual(
      found.map(({ workspace_id }) => workspace_id),
      [id, one.id],
    );
    assert.deepEqual(await wholeFeed(own, { ...few, order: 'asc', limit: 1 }), found.toReversed());
    const many = await wholeFeed(own, { 'activity_types[]': 'platform_workspace_updated', limit: 300 });
    assert.equal(new Set(ids(many)).size, 700);
  });
});

describe('what is refused', () => {
  const table: [query: string, message: string][] = [
    ['activity_types[]=zzz', 'activity_types[].0: Input is not one of the permitted values.'],
    [
      'activity_types=org_user_deleted&activity_types=zzz',
      'activity_types[].1: Input is not one of the permitted values.',
    ],
    ['exclude_activity_types[]=zzz', 'exclude_activity_types[].0: Input is not one of the permitted values.'],
    [
      'activity_types[]=org_user_deleted&exclude_activity_types[]=org_user_deleted',
      'exclude_activity_types[]: can’t be combined with activity_types[]',
    ],
    ['created_at.gte=yesterday', 'created_at.gte: Input should be a valid datetime or date'],
    ['created_at.lt=2026-02-30', 'created_at.lt: Input should be a valid datetime or date'],
    ['created_at.gt=2026-01-01T24:00:00Z', 'created_at.gt: Input should be a valid datetime or date'],
    [
      'created_at[gte]=2026-01-01',
      "Unknown query parameter: 'created_at[gte]'. Did you mean 'created_at.gte'?",
    ],
    ['created_at[xyz]=2026-01-01', 'created_at[xyz]: Extra inputs are not permitted'],
    ['order=up', "order: Input should be 'desc' or 'asc'"],
    ['after_id=x', "Invalid activity_id format: 'x'"],
    [
      'before_id=wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
      "Invalid activity_id format: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi'",
    ],
    ['after_id=a&before_id=b', 'before_id: can’t be combined with after_id'],
    ['page=2', 'page: Extra inputs are not permitted'],
  ];
  for (const [query, message] of table) {
    it(`400: ${query}`, async () => invalid(await caller.get(`${feed}?${query}`), message));
  }

  it('404 without a key or with one of another class, 401 with a wrong admin key', async () => {
    notFound(await caller.get(feed, { 'x-api-key': [] }), 'Not found');
    notFound(await caller.get(feed, { 'x-api-key': 'sk-ant-api03-0123' }), 'Not found');
    notFound(await caller.get(feed, { 'x-api-key': [], authorization: 'Bearer eyJhbGciOi' }), 'Not found');
    for (const wrong of ['sk-ant-admin01-wrong', `sk-ant-admin01-${'x'.repeat(43)}`]) {
      refused(
        await caller.get(feed, { 'x-api-key': wrong }),
        401,
        'authentication_error',
        'API key is invalid.',
      );
    }
    const differing = { authorization: 'Bearer sk-ant-admin01-other' };
    refused(await caller.get(feed, differing), 401, 'authentication_error', 'API key is invalid.');
    const gone = await otherKey();
    await server.admin('admin-keys', 'disable', gone.keyId);
    refused(await gone.get(feed), 401, 'authentication_error', 'API key has been deactivated.');
  });

  it('403 without one of two scopes', async () => {
    const members = await otherKey('--scopes', 'read:members');
    const message =
      "Missing required scopes. Got: ['read:members'] Needed one of: ['read:compliance_activities', 'read:org_audit']";
    refused(await members.get(`${feed}?zzz=1`), 403, 'permission_error', message);
    for (const scope of ['read:compliance_activities', 'read:org_audit']) {
      feedPageOf(await (await otherKey('--scopes', scope)).get(feed));
    }
  });
});

describe('the settings', () => {
  const enabled = { type: 'compliance_settings', state: { type: 'enabled' } };
  const disabled = { type: 'compliance_settings', state: { type: 'disabled' } };

  it('are enabled at first', async () => {
    const { status, body } = await caller.get(feedSettings);
    assert.deepEqual([status, body], [200, enabled]);
  });

  it('take the state as an object or a text; the same one again changes nothing', async () => {
    const own = await server.organization();
    const before = await newestActivity(own);
    for (const [state, settings] of [
      ['enabled', enabled],
      [{ type: 'disabled' }, disabled],
      ['disabled', disabled],
      [{ type: 'enabled' }, enabled],
      ['enabled', enabled],
    ] as const) {
      const { status, body } = await own.post(feedSettings, { state });
      assert.deepEqual([status, body], [200, settings]);
      assert.deepEqual((await own.get(feedSettings)).body, settings);
    }
    const told = (await feedAfter(own, before)).map(membersOf);
    const type = 'org_compliance_api_settings_updated';
    assert.deepEqual(told, [
      { type, compliance_api_enabled: false, compliance_api_logging_enabled: false },
      { type, compliance_api_enabled: true, compliance_api_logging_enabled: true },
    ]);
  });

  it('disabled: the feed is 400, and what happens meanwhile is never in it', async () => {
    const own = await server.organization();
    const kept = await own.create();
    await own.post(feedSettings, { state: 'disabled' });
    invalid(await own.get(feed), 'Compliance API is not enabled for this organization');
    invalid(await own.get(`${feed}?limit=0`), 'limit: …');
    await own.create();
    await own.post(feedSettings, { state: 'enabled' });
    const later = await own.create();
    const told = await wholeFeed(own, { 'activity_types[]': 'platform_workspace_created' });
    assert.deepEqual(
      told.map(({ workspace_id }) => workspace_id),
      [later.id, kept.id],
    );
  });

  for (const [body, message] of [
    [{}, 'state: Field required'],
    [{ state: null }, "state: Input should be 'enabled' or 'disabled'"],
    [{ state: 'on' }, "state: Input should be 'enabled' or 'disabled'"],
    [{ state: { type: 'on' } }, "state.type: Input should be 'enabled' or 'disabled'"],
    [{ state: {} }, 'state.type: Field required'],
    [{ state: 'enabled', zzz: 1 }, 'zzz: Extra inputs are not permitted'],
  ] as const) {
    it(`400: ${JSON.stringify(body)}`, async () => invalid(await caller.post(feedSettings, body), message));
  }

  it('work with both official libraries', async () => {
    const { url, key } = await server.organization();
    const options = { baseURL: url, apiKey: key };
    for (const settings of [
      new Anthropic(options).organization.complianceSettings,
      new Former(options).beta.organization.complianceSettings,
    ]) {
      for (const type of ['disabled', 'enabled'] as const) {
        assert.equal((await settings.update({ state: { type } })).state.type, type);
        assert.equal((await settings.retrieve()).state.type, type);
      }
    }
  });
});

describe('reads', () => {
  it('aren’t recorded by default', async () => {
    const before = await newestActivity(caller);
    await caller.get(feedSettings);
    await caller.list();
    assert.equal(await newestActivity(caller), before);
  });

  it('are recorded if the server is told to, each of them', async () => {
    const own = await watched.organization();
    const before = (await feedPage(own, { limit: 1 })).data[0]?.id;
    const answers = [
      await own.get(feedSettings),
      await own.get(feedSettings),
      await own.get(`${feed}?limit=2`),
    ];
    await own.get(`${feed}?limit=0`);
    await own.list();
    const accessed = (index: number, url: string) => ({
      type: 'compliance_api_accessed',
      request_id: requestIdOf(answers[index] as (typeof answers)[number]),
      request_method: 'GET',
      url,
      status_code: 200,
      request_body: null,
    });
    const told = (await feedAfter(own, before)).map(membersOf).slice(1);
    assert.deepEqual(told, [
      accessed(0, feedSettings),
      accessed(1, feedSettings),
      accessed(2, `${feed}?limit=2`),
    ]);
  });
});
