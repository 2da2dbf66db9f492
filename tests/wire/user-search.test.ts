import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Caller, type Query, queryString } from './caller.ts';
import { startServer } from './harness.ts';
import { bodyOf, join, list, type Page, type User, users } from './people.ts';
import { invalid } from './shapes.ts';

type Found = Page<User> & { total_count: number };

const path = '/x/v1/organizations/users';
const server = await startServer();
const [caller, other] = await Promise.all([server.organization('Searched'), server.organization('Other')]);

async function search(query: Query, by: Caller = caller): Promise<Found> {
  const found = bodyOf<Found>(await by.get(path + queryString(query)));
  assert.deepEqual(Object.keys(found), ['data', 'has_more', 'first_id', 'last_id', 'total_count']);
  assert.equal(found.first_id, found.data.at(0)?.id ?? null);
  assert.equal(found.last_id, found.data.at(-1)?.id ?? null);
  return found;
}

const people: [email: string, name: string, role: string][] = [
  ['ada@example.com', 'Ada Lovelace', 'developer'],
  ['Grace.Hopper@Example.org', 'Grace', 'billing'],
  ['jane+tag@a.com', '', 'user'],
  ['strasse@a.com', 'Straße', 'user'],
  ['greek@a.com', 'ΟΔΟΣ', 'claude_code_user'],
  ['percent@a.com', '100% _off_', 'developer'],
  ['quote@a.com', 'a"b\\c', 'user'],
  ['lovelace@b.com', 'Byron', 'user'],
];
for (const [email, name, role] of people) await join(caller, email, role, name);
const org = ['--org', caller.organizationId ?? ''];
await server.admin('users', 'add', ...org, '--email', 'root@a.com', '--name', 'Root', '--role', 'admin');
await join(other, 'ada@example.com', 'user', 'Ada Lovelace');
const rows = (await list<User>(caller, users, '?limit=1000')).data;

describe('200', () => {
  it('without a filter it is the list, with the total', async () => {
    const found = await search({ limit: 4 });
    assert.deepEqual(found.data, rows.slice(0, 4));
    assert.deepEqual([found.total_count, found.has_more], [9, true]);
  });

  for (const [query, emails] of [
    ['ADA', ['ada@example.com']],
    ['lovelace', ['lovelace@b.com', 'ada@example.com']],
    ['example.ORG', ['Grace.Hopper@Example.org']],
    ['+tag', ['jane+tag@a.com']],
    ['STRASSE', ['strasse@a.com']],
    ['οδος', ['greek@a.com']],
    ['%', ['percent@a.com']],
    ['"B\\', ['quote@a.com']],
    ['jane@a.com', []],
    ['nobody', []],
  ] as [string, string[]][]) {
    it(`query=${query}`, async () => {
      const found = await search({ query });
      assert.deepEqual(
        found.data.map(({ email }) => email),
        emails,
      );
      assert.equal(found.total_count, emails.length);
    });
  }

  it('roles[] add up, in both spellings; empty filters are ignored', async () => {
    assert.equal((await search({ 'roles[]': ['admin', 'billing'] })).total_count, 2);
    assert.equal((await search({ roles: ['admin', 'billing'], query: 'grace' })).total_count, 1);
    assert.equal((await search({ query: '', 'roles[]': '' })).total_count, 9);
  });

  it('any search, any page, both directions: the same as a filter in memory', async () => {
    const role = fc.constantFrom('user', 'developer', 'billing', 'claude_code_user', 'admin');
    const query = fc.record({
      query: fc.constantFrom('', 'a', 'LOVE', '@a.com', 'ss', '%', 'o', 'nobody'),
      'roles[]': fc.array(role, { maxLength: 3 }),
      limit: fc.integer({ min: 1, max: 6 }),
      cursor: fc.option(fc.tuple(fc.constantFrom('after_id', 'before_id'), fc.nat({ max: 8 }))),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ cursor, ...asked }) => {
        const { limit, 'roles[]': roles } = asked;
        const fits = (user: User) =>
          [user.name, user.email].some((text) => fold(text).includes(fold(asked.query))) &&
          (roles.length === 0 || roles.some((each) => each === user.role));
        const backward = cursor?.[0] === 'before_id';
        const start = cursor === null ? -1 : cursor[1];
        const side = rows.slice(backward ? 0 : start + 1, backward ? start : undefined).filter(fits);
        const found = await search({ ...asked, ...(cursor && { [cursor[0]]: rows[start]?.id ?? '' }) });
        assert.deepEqual(found.data, backward ? side.slice(-limit) : side.slice(0, limit));
        assert.equal(found.has_more, side.length > limit);
        assert.equal(found.total_count, rows.filter(fits).length);
      }),
      { numRuns: 200, seed: 20_261_131 },
    );
  });

  it('a user who was removed isn’t found, but still marks a place', async () => {
    const own = await server.organization('Leavers');
    const [first, second, third] = [
      await join(own, 'p1@a.com'),
      await join(own, 'p2@a.com'),
      await join(own, 'p3@a.com'),
    ];
    bodyOf(await own.send('DELETE', `${users}/${second.id}`));
    const idsOf = async (query: Query) => (await search(query, own)).data.map(({ id }) => id);
    const queries: Query[] = [{}, { query: 'a.com' }];
    for (const query of queries) {
      assert.deepEqual(await idsOf(query), [third.id, first.id]);
      assert.deepEqual(await idsOf({ ...query, after_id: second.id }), [first.id]);
      assert.deepEqual(await idsOf({ ...query, before_id: second.id }), [third.id]);
    }
  });

  it('nothing of another organization', async () => {
    const found = await search({ query: 'a' }, other);
    assert.deepEqual([found.data.length, found.total_count], [1, 1]);
  });
});

describe('400', () => {
  for (const [query, message] of [
    ['email=ada@example.com', 'email: Extra inputs are not permitted'],
    ['limit=0', 'limit: …'],
    [`query=${'x'.repeat(256)}`, 'query: String should have at most 255 characters'],
    ['roles[]=owner', 'roles[].0: …'],
    ['after_id=x', 'after_id: not found in this organization'],
    ['query=x&after_id=x', 'after_id: not found in this organization'],
    [`after_id=${rows[0]?.id}&before_id=${rows[1]?.id}`, 'before_id: can’t be combined with after_id'],
  ] as const) {
    it(query.slice(0, 40), async () => invalid(await caller.get(`${path}?${query}`), message));
  }
});

const fold = (text: string) => text.toLowerCase().toUpperCase();
