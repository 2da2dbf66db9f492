import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queryString, workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid, pageOf } from './shapes.ts';
import { show } from './table.ts';

const caller = await organization();
const made = await caller.createMany(24);
const archived = [made[3], made[11], made[23]].map((workspace) => workspace?.id ?? '');
for (const id of archived) await caller.archive(id);
const defaultId = (await caller.defaultWorkspace()).id;

const list = (query: string) => caller.get(`${workspaces}?${query}`);
const idsOf = async (query: string) => pageOf(await list(query)).data.map(({ id }) => id);
const newestFirst = made.map(({ id }) => id).reverse();
const active = newestFirst.filter((id) => !archived.includes(id));

describe('200', () => {
  it('newest first, without archived and default workspaces', async () => {
    const ids = await idsOf('limit=1000');
    assert.deepEqual(ids.slice(0, active.length), active);
    assert.ok(!ids.includes(defaultId));
  });

  it('each row is what a get returns', async () => {
    for (const workspace of (await caller.list({ limit: 5, include_archived: true })).data) {
      assert.deepEqual(await caller.retrieve(workspace.id), workspace);
    }
  });

  it('limit is 20 when absent', async () => {
    const page = await caller.list();
    assert.deepEqual(
      page.data.map(({ id }) => id),
      active.slice(0, 20),
    );
    assert.equal(page.has_more, true);
  });

  for (const limit of ['1', '2', '20', '21', '1000']) {
    it(`limit=${limit}`, async () => {
      const everything = await idsOf('limit=1000');
      const page = pageOf(await list(`limit=${limit}`));
      assert.deepEqual(
        page.data.map(({ id }) => id),
        everything.slice(0, Number(limit)),
      );
      assert.equal(page.has_more, Number(limit) < everything.length);
    });
  }

  it('an empty page has no ids and no more', async () => {
    const page = await caller.list({ 'ids[]': ['wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ'] });
    assert.deepEqual(page, { data: [], has_more: false, first_id: null, last_id: null });
  });

  it('include_archived adds the archived ones in order', async () => {
    const ids = await idsOf('limit=1000&include_archived=true');
    assert.deepEqual(ids.slice(0, newestFirst.length), newestFirst);
  });

  it('include_default adds the default workspace, the oldest of all', async () => {
    const ids = await idsOf('limit=1000&include_default=true');
    assert.equal(ids.at(-1), defaultId);
    assert.deepEqual(ids.slice(0, -1), await idsOf('limit=1000'));
  });

  const booleans: [word: string, value: boolean][] = [
    ...['true', '1', 'yes', 'on', 'TRUE', 'True', 'Yes', 'YES', 'oN'].map((w): [string, boolean] => [
      w,
      true,
    ]),
    ...['false', '0', 'no', 'off', 'FALSE', 'False', 'No', 'NO', 'oFF'].map((w): [string, boolean] => [
      w,
      false,
    ]),
  ];
  for (const [word, value] of booleans) {
    it(`booleans: ${word} is ${value}`, async () => {
      const withArchived = await idsOf(`limit=1000&include_archived=${word}`);
      assert.equal(withArchived.includes(archived[0] ?? ''), value);
      const withDefault = await idsOf(`limit=1000&include_default=${word}`);
      assert.equal(withDefault.includes(defaultId), value);
    });
  }

  for (const query of [
    'beta=true',
    'beta=',
    'beta=1&limit=20',
    'limit=',
    'include_archived=&ids=&after_id=',
    'after_id=',
    'before_id=',
    'after_id=&before_id=',
    'limit=&limit=20',
    'limit=20&limit=',
    'limit=20&limit',
    'include_archived=0&include_archived=',
  ]) {
    it(`${query} is the same as absent`, async () => {
      assert.deepEqual(pageOf(await list(query)), await caller.list());
    });
  }

  it('accepts a content type without a body', async () => {
    const answer = await caller.get(workspaces, { 'content-type': 'application/json' });
    assert.deepEqual(pageOf(answer), await caller.list());
  });
});

describe('400', () => {
  const faults: [query: string, message: string][] = [
    ['limit=x', 'limit: Input should be a valid integer'],
    ['limit=1.5', 'limit: Input should be a valid integer'],
    ['limit=NaN', 'limit: Input should be a valid integer'],
    ['limit=null', 'limit: Input should be a valid integer'],
    ['limit=0x10', 'limit: Input should be a valid integer'],
    ['limit=0', 'limit: Input should be greater than or equal to 1'],
    ['limit=-1', 'limit: Input should be greater than or equal to 1'],
    ['limit=1001', 'limit: Input should be less than or equal to 1000'],
    ['limit=99999999999999999999', 'limit: …'],
    ['limit=Infinity', 'limit: …'],
    ['include_archived=maybe', 'include_archived: Input should be a valid boolean'],
    ['include_archived=2', 'include_archived: Input should be a valid boolean'],
    ['include_archived=null', 'include_archived: Input should be a valid boolean'],
    ['include_default=maybe', 'include_default: Input should be a valid boolean'],
    ['zzz=1', 'zzz: Extra inputs are not permitted'],
    ['zzz', 'zzz: Extra inputs are not permitted'],
    ['page=2', 'page: Extra inputs are not permitted'],
    ['Limit=2', 'Limit: Extra inputs are not permitted'],
    ['__proto__=1', '__proto__: Extra inputs are not permitted'],
    ['zzz=1&limit=0', 'limit: Input should be greater than or equal to 1'],
    ['include_archived=maybe&limit=0', 'limit: Input should be greater than or equal to 1'],
    ['include_default=maybe&include_archived=maybe', 'include_archived: Input should be a valid boolean'],
    ['zzz=1&include_default=maybe', 'include_default: Input should be a valid boolean'],
  ];
  for (const [query, message] of faults) {
    it(`${query} → ${message}`, async () => invalid(await list(query), message));
  }

  const strangers = [
    'x',
    'wrkspc_01',
    'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ',
    'user_01JwQvzr7rXLA5AGx3HKfFUJ',
    '\u0000',
  ];
  for (const cursor of ['after_id', 'before_id']) {
    for (const stranger of strangers) {
      it(`${cursor}=${show(stranger)} isn’t a workspace of the caller`, async () => {
        invalid(await caller.get(workspaces + queryString({ [cursor]: stranger })), `${cursor}: …`);
      });
    }
  }

  it('both cursors', async () => invalid(await list(`after_id=${active[4]}&before_id=${active[8]}`)));

  it('an unknown parameter is reported before both cursors', async () => {
    const query = `zzz=1&after_id=${active[4]}&before_id=${active[8]}`;
    invalid(await list(query), 'zzz: Extra inputs are not permitted');
  });
});
