import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diffDocuments, diffText, type Written } from './diff.ts';
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

const diff = (a: OrganizationState, b: OrganizationState, written?: Written) =>
  diffDocuments({ version: 1, organizations: [a] }, { version: 1, organizations: [b] }, written);

describe('the difference of two organizations', () => {
  it('is nothing if they are the same', () => assert.deepEqual(diff(before, before), []));

  it('names each object by its identity, and what has changed of it', () => {
    assert.deepEqual(diffText(diff(before, after)), [
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
      diff({ name: 'A', workspaces: a }, { name: 'A', workspaces: b }).map(
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

  it('compares times as times, and people whatever they are called by', () => {
    const users = [{ email: 'ada@example.com', ref: 'ada', id: 'user_1' }];
    const one: OrganizationState = {
      name: 'A',
      users,
      service_accounts: [
        { name: 'bot', ref: 'b', created_by: 'ada', archived_at: '2026-11-02T02:00:00+02:00' },
      ],
      workspaces: [
        {
          name: 'W',
          members: [{ user: 'user_1', workspace_role: 'workspace_user' }],
          service_accounts: [{ service_account: 'b', workspace_role: 'workspace_user' }],
        },
      ],
    };
    const other: OrganizationState = {
      name: 'A',
      users,
      service_accounts: [
        { name: 'bot', ref: 'b', created_by: 'ADA@example.com', archived_at: '2026-11-02T00:00:00.000000Z' },
      ],
      workspaces: [
        {
          name: 'W',
          members: [{ user: 'ada@example.com', workspace_role: 'workspace_user' }],
          service_accounts: [{ service_account: 'bot', workspace_role: 'workspace_user' }],
        },
      ],
    };
    assert.deepEqual(diff(one, other), []);
    const archived_at = '2026-11-02T00:00:00Z';
    assert.deepEqual(
      diffText(
        diff(
          { name: 'A', workspaces: [{ name: 'W' }] },
          { name: 'A', workspaces: [{ name: 'W', archived_at }] },
        ),
      ),
      ['~ workspaces / name W', '    archived_at: absent → "2026-11-02T00:00:00.000000Z"'],
    );
  });

  it('prefers, of two with a name, the one that isn’t archived', () => {
    const archived_at = '2026-01-01T00:00:00Z';
    const two = [
      { id: '1', name: 'A', archived_at },
      { id: '2', name: 'A' },
    ];
    const paths = (a: WorkspaceState[], b: WorkspaceState[]) =>
      diff({ name: 'A', workspaces: a }, { name: 'A', workspaces: b }).map(
        ({ path, kind }) => `${kind} ${path[1]}`,
      );
    assert.deepEqual(paths([{ name: 'A' }], two), ['changed name A', 'added id 1']);
    assert.deepEqual(paths(two, [{ name: 'A' }]), ['removed id 1', 'changed id 2']);
  });

  describe('if one was written', () => {
    const written: OrganizationState = {
      name: 'CI',
      users: [{ email: 'ada@example.com' }],
      invites: [],
      api_keys: [{ name: 'k', service_account: 'bot', key: 'secret' }],
      workspaces: [
        { name: 'A', ref: 'a', tags: { team: 'x' }, data_residency: { workspace_geo: 'us' }, pinned: false },
        { name: 'B' },
      ],
      generate: { workspaces: 2, name: 'ws-%d' },
      clock: '2026-01-01T00:00:00Z',
      faults: [{ operation: '*', delay_ms: 1 }],
    };
    const archived_at = '2026-01-01T00:00:00.000000Z';
    const live: OrganizationState = {
      id: 'org',
      name: 'CI',
      workspace_limit: null,
      users: [{ id: 'u', email: 'ada@example.com', name: 'Ada', role: 'user' }],
      invites: [{ id: 'i', email: 'ada@example.com', accepted_at: archived_at }],
      service_accounts: [{ name: 'bot' }],
      api_keys: [
        { id: 'k', name: 'k', service_account: 'bot', status: 'active' },
        { id: 'l', name: 'l', service_account: 'bot', status: 'archived' },
      ],
      workspaces: [
        { name: 'Default', default: true, tags: {} },
        { id: '0', name: 'B', archived_at },
        {
          id: '1',
          ref: 'a',
          name: 'A',
          tags: { team: 'x' },
          data_residency: { workspace_geo: 'us', allowed_inference_geos: 'unrestricted' },
          members: [],
        },
        { id: '2', name: 'B', tags: {} },
        { id: '3', ref: 'ws-1', name: 'ws-1' },
        { id: '4', ref: 'ws-2', name: 'ws-2' },
      ],
    };

    it('what it leaves out is no difference', () => {
      assert.deepEqual(diff(written, live, 'from'), []);
      assert.deepEqual(diff(live, written, 'to'), []);
      const document = (...organizations: OrganizationState[]) => ({ version: 1 as const, organizations });
      assert.deepEqual(diffDocuments(document(written), document({ name: 'Other' }, live), 'from'), []);
      assert.deepEqual(diffDocuments(document({ name: 'Other' }, live), document(written), 'to'), []);
    });

    it('what it says is, and so is what it doesn’t name in its sections', () => {
      const other: OrganizationState = {
        ...live,
        users: [],
        workspaces: [
          { name: 'Default', default: true },
          { id: '1', ref: 'a', name: 'A', tags: { team: 'x', more: 'y' }, archived_at },
          { id: '5', name: 'C' },
        ],
      };
      const expected = [
        '- users / name ada@example.com',
        '~ workspaces / ref a',
        '    tags.more: absent → "y"',
        '    data_residency: {"workspace_geo":"us"} → absent',
        `    archived_at: absent → "${archived_at}"`,
        '- workspaces / name B',
        '- workspaces / ref ws-1',
        '- workspaces / ref ws-2',
        '+ workspaces / id 5',
      ];
      assert.deepEqual(diffText(diff(written, other, 'from')), expected);
    });
  });

  it('has the values of members as they are', () => {
    assert.deepEqual(diff({ name: 'A' }, { name: 'A', workspace_limit: 3 }), [
      { path: [], kind: 'changed', changes: [{ member: 'workspace_limit', from: undefined, to: 3 }] },
    ]);
  });
});
