import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diffOrganizations, diffText } from './diff.ts';
import type { OrganizationState, WorkspaceState } from './document.ts';

const before: OrganizationState = {
  name: 'CI',
  users: [{ email: 'ada@example.com', role: 'user' }, { email: 'bob@example.com' }],
  invites: [{ email: 'eve@example.com' }],
  workspaces: [
    { name: 'Default', default: true, id: 'one' },
    {
      ref: 'a',
      name: 'A',
      tags: { team: 'x', old: '1' },
      members: [{ user: 'ada@example.com', workspace_role: 'workspace_user' }],
      service_accounts: [{ service_account: 'bot', workspace_role: 'workspace_user' }],
      api_keys: [{ id: 'k', name: 'k' }],
    },
    { name: 'B' },
  ],
};
const after: OrganizationState = {
  name: 'CJ',
  users: [{ email: 'ADA@example.com', role: 'admin' }],
  workspaces: [
    { name: 'Default', default: true, id: 'two', tags: {} },
    {
      ref: 'a',
      name: 'A2',
      tags: { team: 'y', new: '1' },
      members: [{ user: 'ada@example.com', workspace_role: 'workspace_admin' }],
      service_accounts: [],
      api_keys: [{ id: 'k', name: 'k', status: 'archived' }],
    },
    { name: 'C' },
  ],
};

describe('the difference of two organizations', () => {
  it('is nothing if they are the same', () => assert.deepEqual(diffOrganizations(before, before), []));

  it('names each object by its identity, and what has changed of it', () => {
    assert.deepEqual(diffText(diffOrganizations(before, after)), [
      '~ organization',
      '    name: "CI" → "CJ"',
      '~ users / name ada@example.com',
      '    email: "ada@example.com" → "ADA@example.com"',
      '    role: "user" → "admin"',
      '- users / name bob@example.com',
      '~ workspaces / default workspace',
      '    id: "one" → "two"',
      '    tags: absent → {}',
      '~ workspaces / ref a',
      '    name: "A" → "A2"',
      '    tags.team: "x" → "y"',
      '    tags.old: "1" → absent',
      '    tags.new: absent → "1"',
      '~ workspaces / ref a / members / ada@example.com',
      '    workspace_role: "workspace_user" → "workspace_admin"',
      '- workspaces / ref a / service_accounts / bot',
      '~ workspaces / ref a / api_keys / id k',
      '    status: absent → "archived"',
      '- workspaces / name B',
      '+ workspaces / name C',
    ]);
  });

  it('finds objects that only one document has an ID or a ref of', () => {
    const paths = (a: WorkspaceState[], b: WorkspaceState[]) =>
      diffOrganizations({ name: 'A', workspaces: a }, { name: 'A', workspaces: b }).map(
        ({ path, kind }) => `${kind} ${path[1]}`,
      );
    const bare = [{ name: 'A' }, { name: 'B', ref: 'b' }];
    const full = [
      { name: 'A', id: '1' },
      { name: 'A', id: '2' },
      { name: 'C', id: '3', ref: 'b' },
    ];
    assert.deepEqual(paths(bare, full), ['changed name A', 'changed ref b', 'added id 2']);
    assert.deepEqual(paths(full, bare), ['changed id 1', 'removed id 2', 'changed id 3']);
    assert.deepEqual(paths([{ name: 'A', id: '1' }], [{ name: 'A', id: '2' }]), [
      'removed id 1',
      'added id 2',
    ]);
  });

  it('has the values of members as they are', () => {
    assert.deepEqual(diffOrganizations({ name: 'A' }, { name: 'A', workspace_limit: 3 }), [
      { path: [], kind: 'changed', changes: [{ member: 'workspace_limit', from: undefined, to: 3 }] },
    ]);
  });
});
