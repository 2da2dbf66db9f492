import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faults, future, now, past, place, plan, titles } from '../../../tests/state/plans.ts';

const ada = { id: 'u1', email: 'Ada@example.com', role: 'admin' } as const;
const bob = { id: 'u2', email: 'bob@example.com', role: 'user' } as const;

describe('a plan for people', () => {
  it('changes roles, but gives and takes no admin', () => {
    const live = { users: [ada, bob] };
    const changed = plan(
      { users: [{ email: 'ada@example.com' }, { email: 'BOB@example.com', role: 'billing' }] },
      live,
    );
    assert.deepEqual(titles(changed), ['update user bob@example.com']);
    const refused = plan(
      {
        users: [
          { ...ada, role: 'user' },
          { ...bob, role: 'admin' },
        ],
      },
      live,
    );
    const sentence = 'the API neither gives nor takes the role admin: do it in the console';
    assert.deepEqual(faults(refused), [`users.0.role: ${sentence}`, `users.1.role: ${sentence}`]);
  });

  it('leaves admins where they are, and knows that they are in every workspace', () => {
    const live = {
      users: [ada, bob],
      workspaces: [
        place({ members: [{ user: ada.email, workspace_role: 'workspace_user' }] }),
        place({ id: 'w2', name: 'Two' }),
      ],
    };
    const archived = plan(
      { users: [bob], workspaces: [{ name: 'One', members: [] }, { name: 'Two' }] },
      live,
      { archive: true },
    );
    assert.deepEqual([titles(archived), archived.left], [[], [{ object: 'user', identity: ada.email }]]);
    const as = (workspace_role: 'workspace_user' | 'workspace_admin') =>
      faults(plan({ workspaces: [{ name: 'Two', members: [{ user: ada.email, workspace_role }] }] }, live))
        .length;
    assert.deepEqual([as('workspace_admin'), as('workspace_user')], [0, 1]);
  });

  it('waits for whom is invited, and asks for an invite for anyone else', () => {
    const members = [{ user: 'eve@example.com', workspace_role: 'workspace_user' }] as const;
    const sections = {
      users: [{ email: 'eve@example.com' }],
      workspaces: [{ name: 'One', members: [...members] }],
    };
    const live = { workspaces: [place()] };
    assert.equal(faults(plan(sections, live)).length, 2);
    const invited = plan({ ...sections, invites: [{ email: 'Eve@example.com' }] }, live);
    assert.deepEqual(
      [titles(invited), faults(invited), invited.notes.length],
      [['create invite Eve@example.com'], [], 2],
    );
    const expired = { ...live, invites: [{ id: 'i', email: 'eve@example.com', expires_at: past }] };
    assert.equal(faults(plan(sections, expired)).length, 2);
  });

  it('invites nobody who is there, was invited, or whose invite is over', () => {
    const invites = [
      { email: bob.email },
      { email: 'sent@example.com' },
      { email: 'over@example.com', expires_at: past },
      { email: 'joined@example.com', accepted_at: past },
    ];
    const live = {
      users: [bob],
      invites: [{ id: 'i', email: 'Sent@example.com', role: 'billing' as const, expires_at: future }],
    };
    assert.deepEqual(titles(plan({ invites }, live)), []);
    const other = plan(
      {
        invites: [
          { email: 'sent@example.com', role: 'user' },
          { email: 'new@example.com', role: 'admin' },
        ],
      },
      live,
    );
    assert.deepEqual(faults(other), [
      'invites.0.role: the invite to sent@example.com has the role billing, and can’t be changed: delete it first',
      'invites.1.role: nobody can be invited as admin',
    ]);
  });
});

describe('a plan for workspaces', () => {
  it('takes an id before a ref, and a ref before a name', () => {
    const live = {
      workspaces: [
        place(),
        place({ id: 'w2', name: 'Two', tags: { workspaced_ref: 'r' } }),
        place({ id: 'w3', name: 'Three' }),
        place({ id: 'w4', name: 'Two', tags: { workspaced_ref: 's' } }),
      ],
    };
    const found = plan(
      {
        workspaces: [
          { id: 'w3', name: 'a' },
          { ref: 'r', name: 'b' },
          { name: 'One', tags: { x: '1' } },
        ],
      },
      live,
    );
    assert.deepEqual(
      found.steps.map(({ request }) => request.params?.workspace_id),
      ['w3', 'w2', 'w1'],
    );
    // One that has another ref is another one.
    assert.deepEqual(titles(plan({ workspaces: [{ ref: 'new', name: 'Two' }] }, live)), [
      'create workspace new',
    ]);
    assert.equal(faults(plan({ workspaces: [{ name: 'Two' }] }, live)).length, 1);
  });

  it('refuses what is unclear', () => {
    const twice = {
      workspaces: [
        place({ tags: { workspaced_ref: 'r' } }),
        place({ id: 'w2', tags: { workspaced_ref: 'r' } }),
      ],
    };
    assert.match(
      faults(plan({ workspaces: [{ ref: 'r', name: 'One' }] }, twice))[0] ?? '',
      /^workspaces\.0\.ref: several/,
    );
    const both = plan(
      {
        workspaces: [
          { id: 'w1', name: 'One' },
          { ref: 'r', name: 'One' },
        ],
      },
      { workspaces: [place({ tags: { workspaced_ref: 'r' } })] },
    );
    assert.deepEqual(faults(both), ['workspaces.1: it is One (w1) once more']);
    // Neither of two refs may adopt the one workspace of their name.
    const rivals = plan(
      {
        workspaces: [
          { ref: 'a', name: 'One' },
          { ref: 'b', name: 'One' },
        ],
      },
      { workspaces: [place()] },
    );
    assert.equal(faults(rivals).length, 2);
    const fresh = plan({
      workspaces: [
        { ref: 'a', name: 'One' },
        { ref: 'b', name: 'One' },
      ],
    });
    assert.deepEqual(titles(fresh), ['create workspace a', 'create workspace b']);
  });

  it('archives nothing while it isn’t clear which is which', () => {
    const live = { workspaces: [place(), place({ id: 'w2' })] };
    const unclear = plan({ workspaces: [{ name: 'One' }] }, live, { archive: true });
    assert.deepEqual([titles(unclear), faults(unclear).length], [[], 1]);
  });

  it('neither activates what is archived nor creates what is to be archived', () => {
    const live = { workspaces: [place({ archived_at: past, tags: { workspaced_ref: 'r' } })] };
    assert.match(
      faults(plan({ workspaces: [{ ref: 'r', name: 'One' }] }, live))[0] ?? '',
      /can’t be undone: give it another ref/,
    );
    assert.deepEqual(titles(plan({ workspaces: [{ name: 'One' }] }, live)), ['create workspace One']);
    assert.deepEqual(plan({ workspaces: [{ name: 'New', archived_at: past }] }, live).steps, []);
    const active = { workspaces: [place()] };
    const archived = { workspaces: [{ name: 'One', archived_at: past }] };
    assert.deepEqual(plan(archived, active).left, [{ object: 'workspace', identity: 'One (w1)' }]);
    assert.deepEqual(titles(plan(archived, active, { archive: true })), ['archive workspace One (w1)']);
  });

  it('changes only what differs, removes tags that are gone, and leaves those of others', () => {
    const live = place({
      tags: { keep: '1', gone: '2' },
      data_residency: {
        allowed_inference_geos: ['us', 'global'],
        default_inference_geo: 'us',
        workspace_geo: 'us',
      },
    });
    const wanted = {
      name: 'One',
      tags: { keep: '1', constructor: '3', workspaced_ref: 'x', Anthropic_x: 'y' },
      data_residency: { allowed_inference_geos: ['global', 'us'], default_inference_geo: 'global' },
    };
    assert.deepEqual(plan({ workspaces: [wanted] }, { workspaces: [live] }).steps[0]?.request.body, {
      data_residency: { default_inference_geo: 'global' },
      tags: { constructor: '3', gone: null },
    });
  });

  it('only updates the default workspace', () => {
    const live = { workspaces: [place({ name: 'Default', default: true, members: undefined })] };
    const changed = plan({ workspaces: [{ name: 'Default', default: true, tags: { a: 'b' } }] }, live, {
      archive: true,
    });
    assert.deepEqual(titles(changed), ['update workspace Default']);
    assert.equal(faults(plan({ workspaces: [{ name: 'Mine', default: true }] }, live)).length, 1);
    assert.equal(faults(plan({ workspaces: [{ id: 'w1', name: 'Default' }] }, live)).length, 1);
    assert.deepEqual(titles(plan({ workspaces: [] }, live, { archive: true })), []);
  });

  it('makes those of generate, too', () => {
    const wanted = { generate: { workspaces: 3, name: 'ws-%02d' } };
    const live = { workspaces: [place({ name: 'ws-02', tags: { workspaced_ref: 'ws-02' } })] };
    assert.deepEqual(titles(plan(wanted, live)), ['create workspace ws-01', 'create workspace ws-03']);
  });
});

it('a section that can’t be read is a fault where the document has it', () => {
  const hidden = {
    users: undefined,
    invites: undefined,
    service_accounts: undefined,
    api_keys: undefined,
    workspaces: undefined,
  };
  const empty = { users: [], invites: [], service_accounts: [], api_keys: [], workspaces: [] };
  assert.equal(plan(empty, hidden).faults.length, 5);
  assert.deepEqual(plan({}, hidden).faults, []);
  const contents = { name: 'One', members: [], service_accounts: [], api_keys: [] };
  const dark = place({ members: undefined, service_accounts: undefined, api_keys: undefined });
  assert.equal(plan({ workspaces: [contents] }, { workspaces: [dark] }).faults.length, 3);
});

it('more than 10 removals, or more than 30 %, have to be forced', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => place({ id: `w${index}`, name: `n${index}` }));
  const refusal = (kept: number, of: number) =>
    plan({ workspaces: many(kept) }, { workspaces: many(of) }, { archive: true }).refusal;
  assert.equal(refusal(7, 10), undefined);
  assert.match(refusal(6, 10) ?? '', /^4 of 10 workspaces .* more than 30 %$/);
  assert.equal(refusal(90, 100), undefined);
  assert.match(refusal(89, 100) ?? '', /^11 are to be .* more than 10$/);
});

it('what the API can’t change is named', () => {
  assert.deepEqual(plan({ workspace_limit: 3, clock: now }).notes, [
    'not managed by plan and apply: workspace_limit, clock',
  ]);
});
