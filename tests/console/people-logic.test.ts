import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectiveRole, reasonOf } from '../../console/src/people/access.ts';
import { leftText } from '../../console/src/people/left-text.ts';
import { resolve } from '../../console/src/people/resolve.ts';

test('a few objects are read one by one, more with one list, and only what that lacks by itself', async () => {
  const calls: string[] = [];
  const reads = {
    list: async () => {
      calls.push('list');
      return ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id }));
    },
    one: async (id: string) => {
      calls.push(id);
      if (id === 'gone') throw new Error('not found');
      return { id };
    },
  };
  assert.deepEqual(await resolve(['a', 'gone'], reads), { a: { id: 'a' } });
  assert.deepEqual(calls.splice(0), ['a', 'gone']);
  const found = await resolve(['z', 'a', 'b', 'c', 'd', 'e', 'gone'], reads);
  assert.deepEqual(Object.keys(found), ['z', 'a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(calls, ['list', 'z', 'gone']);
});

test('the role in the organization goes before what is stored, except for a billing user who was raised', () => {
  const admin = effectiveRole('workspace_user', 'admin');
  assert.deepEqual(admin, { role: 'workspace_admin', via: 'organization_role' });
  assert.equal(reasonOf(admin.via, 'admin'), 'By organization role admin');
  assert.equal(effectiveRole('workspace_user', 'billing').role, 'workspace_billing');
  assert.equal(effectiveRole('workspace_admin', 'billing').via, 'membership');
  assert.equal(effectiveRole('workspace_user', undefined).role, 'workspace_user');
});

test('the time that an invite has left is told in the unit that fits', () => {
  assert.deepEqual([-1, 0.5, 1.9, 47.9, 48, 503.9].map(leftText), [
    'expired',
    'less than an hour left',
    '1 hour left',
    '47 hours left',
    '2 days left',
    '21 days left',
  ]);
});
