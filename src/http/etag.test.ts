import assert from 'node:assert/strict';
import { test } from 'node:test';
import { etagOf, matchesEtag } from './etag.ts';

const asked = { organizationId: 'a', era: '1-', wire: 'new' } as const;

test('an etag changes with each of its tables, the organization, the era and the version of the wire', () => {
  const of = (other: Partial<Parameters<typeof etagOf>[0]>, versions = {}) =>
    etagOf({ ...asked, ...other }, { users: 40, members: 36, ...versions }, ['users', 'members']);
  const first = of({});
  assert.equal(first, 'W/"1-a-40"');
  assert.equal(of({}, { workspaces: 99 }), first);
  const others = [
    of({}, { users: 41 }),
    of({}, { members: 42 }),
    of({ organizationId: 'b' }),
    of({ era: '2-' }),
    of({ wire: 'old' }),
  ];
  assert.equal(new Set([first, ...others]).size, 6);
});

test('if-none-match names one of several, weak or strong, or any', () => {
  for (const sent of ['W/"x"', '"x"', '"y", "x"', ' "y" , W/"x" ', '*'])
    assert.ok(matchesEtag(sent, 'W/"x"'), sent);
  for (const sent of ['x', '"y"', '', 'W/"xx"', undefined]) assert.ok(!matchesEtag(sent, 'W/"x"'), sent);
  assert.ok(!matchesEtag('*', undefined));
});
