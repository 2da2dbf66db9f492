import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid, pageOf, unknownId } from './shapes.ts';

const caller = await organization();
const newestFirst = (await caller.createMany(6)).map(({ id }) => id).reverse();
const [e = '', d = '', c = '', b = '', a = '', archived = ''] = newestFirst;
await caller.archive(archived);

const list = (query: string) => caller.get(`${workspaces}?${query}`);
const idsOf = async (query: string) => pageOf(await list(query)).data.map(({ id }) => id);
const brackets = (...ids: string[]) => ids.map((id) => `ids[]=${id}`).join('&');

describe('200', () => {
  const forms: [query: string, form: string][] = [
    [`ids%5B%5D=${b}&ids%5B%5D=${d}`, 'encoded brackets'],
    [`ids%5b%5d=${b}&ids%5b%5d=${d}`, 'encoded brackets in lower case'],
    [`ids[]=${b}&ids[]=${d}`, 'brackets'],
    [`ids=${b}&ids=${d}`, 'a repeated parameter'],
    [`ids=${b}&ids[]=${d}`, 'two forms in one'],
  ];
  for (const [query, form] of forms) {
    it(`${form}, returned in listing order`, async () => assert.deepEqual(await idsOf(query), [d, b]));
  }

  it('one id', async () => {
    assert.deepEqual(await idsOf(`ids=${c}`), [c]);
    assert.deepEqual(await idsOf(`ids[]=${c}`), [c]);
  });

  it('an id given twice is one row', async () => assert.deepEqual(await idsOf(brackets(c, c, c)), [c]));

  it('ids that the caller can’t list are ignored', async () => {
    assert.deepEqual(await idsOf(brackets(unknownId, c, 'wrkspc_nonsense', 'x')), [c]);
    assert.deepEqual(await idsOf(brackets(unknownId)), []);
  });

  it('the other filters still hold', async () => {
    assert.deepEqual(await idsOf(brackets(archived, a)), [a]);
    assert.deepEqual(await idsOf(`include_archived=true&${brackets(archived, a)}`), [a, archived]);
    const { id } = await caller.defaultWorkspace();
    assert.deepEqual(await idsOf(brackets(id, a)), [a]);
    assert.deepEqual(await idsOf(`include_default=true&${brackets(id, a)}`), [a, id]);
  });

  it('it is paged', async () => {
    const chosen = brackets(a, b, c, e);
    const first = pageOf(await list(`limit=2&${chosen}`));
    assert.deepEqual(
      first.data.map(({ id }) => id),
      [e, c],
    );
    assert.equal(first.has_more, true);
    const second = pageOf(await list(`limit=2&after_id=${c}&${chosen}`));
    assert.deepEqual(
      second.data.map(({ id }) => id),
      [b, a],
    );
    assert.equal(second.has_more, false);
    const back = pageOf(await list(`limit=1&before_id=${b}&${chosen}`));
    assert.deepEqual(
      back.data.map(({ id }) => id),
      [c],
    );
    assert.equal(back.has_more, true);
  });

  for (const empty of ['ids[]=', 'ids=', 'ids%5B%5D=']) {
    it(`${empty} is ignored`, async () => assert.deepEqual(await idsOf(empty), await idsOf('')));
  }

  it('100 ids', async () => {
    const digits = 'ABCDEFGHJK';
    const pairs = [...digits].flatMap((high) => [...digits].map((low) => high + low));
    const strangers = pairs.slice(0, 98).map((pair) => unknownId.slice(0, -2) + pair);
    assert.deepEqual(await idsOf(brackets(...strangers, d, b)), [d, b]);
  });
});

describe('400', () => {
  const tooMany = Array.from({ length: 101 }, (_, number) => `wrkspc_${number}`);
  for (const name of ['ids[]', 'ids']) {
    it(`101 ids as ${name}`, async () => {
      invalid(await list(tooMany.map((id) => `${name}=${id}`).join('&')), 'ids…');
    });
  }
});
