import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StateFault } from './fault.ts';
import { readDocument } from './read.ts';

/** The lines of the message for this text. */
function complaints(text: string): string[] {
  try {
    readDocument(text);
  } catch (error) {
    assert.ok(error instanceof StateFault, String(error));
    return error.message.split('\n');
  }
  return [];
}

/** A document with this YAML, in lines from the fourth on, in its only organization. */
const within = (yaml: string) =>
  `version: 1\norganizations:\n  - name: CI\n${yaml.replaceAll(/^/gm, '    ')}\n`;
const organization = 'organizations[0]';

describe('a state document', () => {
  it('is read from YAML or JSON, and times and IDs in it stay texts', () => {
    const yaml = within(
      'clock: 2026-11-01T00:00:00Z\nusers: [{id: x1, email: ada@example.com, added_at: 2026-01-01T00:00:00Z}]',
    );
    const document = readDocument(yaml);
    assert.deepEqual(document.organizations[0], {
      name: 'CI',
      clock: '2026-11-01T00:00:00Z',
      users: [{ id: 'x1', email: 'ada@example.com', added_at: '2026-01-01T00:00:00Z' }],
    });
    assert.deepEqual(readDocument(JSON.stringify(document)), document);
  });

  it('may use aliases, but not to multiply itself', () => {
    const aliased = 'workspaces: [{name: a, tags: &t {team: x}}, {name: b, tags: *t}]';
    assert.deepEqual(readDocument(within(aliased)).organizations[0]?.workspaces?.[1]?.tags, { team: 'x' });
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed'])
      bomb.push(`${name}: &${name} [${`*${of},`.repeat(9)}]`);
    assert.match(complaints(bomb.join('\n')).join(), /Excessive alias count/);
  });

  it('is refused with every fault, its line and its path', () => {
    const text = within(`users:
  - {email: nobody, role: boss}
workspaces:
  - name: A
    display_color: red
    tags: {a b: 1}
    1: x
  - {ref: b}`);
    assert.deepEqual(complaints(text), [
      `line 5, ${organization}.users[0].email: String should match pattern '^[^\\s@\\x00-\\x1f\\x7f]+@[^\\s@\\x00-\\x1f\\x7f]+$'`,
      `line 5, ${organization}.users[0].role: Input should be 'user', 'developer', 'billing', 'claude_code_user' or 'admin'`,
      `line 8, ${organization}.workspaces[0].display_color: String should match pattern '^#[0-9A-Fa-f]{6}$'`,
      `line 9, ${organization}.workspaces[0].tags["a b"]: Input should be a valid string`,
      `line 10, ${organization}.workspaces[0].1: Extra inputs are not permitted`,
      `line 11, ${organization}.workspaces[1].name: Field required`,
    ]);
  });

  const broken: [what: string, text: string, complaints: string[]][] = [
    ['nothing', '', ['line 1: Input should be an object']],
    ['a member twice', within('name: CJ'), ['line 4: Map keys must be unique']],
    ['another version', 'version: 2\norganizations: []', ["line 1, version: must be '1'"]],
    [
      'a lone surrogate',
      '{"version": 1, "organizations": [{"name": "\\ud800"}]}',
      [`line 1, ${organization}.name: String should not contain U+0000 or a lone surrogate`],
    ],
    [
      'a day that doesn’t exist',
      within('clock: 2026-02-31T00:00:00Z'),
      [`line 4, ${organization}.clock: Input should be a valid datetime`],
    ],
    [
      'a clock later than one can show',
      within('clock: 2255-01-01T00:00:00Z'),
      [`line 4, ${organization}.clock: should be before the year 2255`],
    ],
    [
      'the same address, whatever its letter case',
      within('users: [{email: ada@example.com}, {email: Ada@example.com}]'),
      [`line 4, ${organization}.users[1].email: is the same as ${organization}.users[0].email`],
    ],
    [
      'an admin key twice',
      within('admin_keys: [{name: a, key: k}, {name: b, key: k}]'),
      [`line 4, ${organization}.admin_keys[1].key: is the same as ${organization}.admin_keys[0].key`],
    ],
    [
      'the same ID or ref',
      within('workspaces: [{name: A, id: x, ref: a}, {name: B, id: x, ref: a}]'),
      [
        `line 4, ${organization}.workspaces[1].id: is the same as ${organization}.workspaces[0].id`,
        `line 4, ${organization}.workspaces[1].ref: is the same as ${organization}.workspaces[0].ref`,
      ],
    ],
    [
      'the same name and nothing else',
      within('workspaces: [{name: A}, {name: A, id: x}, {name: A}]'),
      [`line 4, ${organization}.workspaces[2]: is the same as ${organization}.workspaces[0]`],
    ],
    [
      'two live service accounts of one name',
      within(
        'service_accounts: [{id: a, name: x}, {id: b, name: x}, {id: c, name: x, archived_at: 2026-01-01T00:00:00Z}]',
      ),
      [
        `line 4, ${organization}.service_accounts[1].name: is the same as ${organization}.service_accounts[0].name`,
      ],
    ],
    [
      'two default workspaces',
      within('workspaces: [{name: A, default: true}, {name: B, default: true}]'),
      [`line 4, ${organization}.workspaces[1]: is the same as ${organization}.workspaces[0]`],
    ],
    [
      'a default workspace with members, or archived',
      within(
        'workspaces: [{name: A, default: true, archived_at: 2026-01-01T00:00:00Z, members: [{user: x, workspace_role: workspace_user}]}]',
      ),
      [
        `line 4, ${organization}.workspaces[0].archived_at: the default workspace can’t be archived`,
        `line 4, ${organization}.workspaces[0].members: the default workspace has no members of its own`,
      ],
    ],
    [
      'members that its users aren’t, or are twice',
      within(`users: [{email: ada@example.com, ref: ada}]
workspaces:
  - name: A
    members:
      - {user: bob@example.com, workspace_role: workspace_user}
      - {user: ada, workspace_role: workspace_user}
      - {user: ADA@example.com, workspace_role: workspace_user}`),
      [
        `line 8, ${organization}.workspaces[0].members[0].user: there is no user 'bob@example.com' in the document`,
        `line 10, ${organization}.workspaces[0].members[2].user: is the same as ${organization}.workspaces[0].members[1].user`,
      ],
    ],
    [
      'unknown service accounts',
      within('service_accounts: []\napi_keys: [{name: k, service_account: bot}]'),
      [
        `line 5, ${organization}.api_keys[0].service_account: there is no service account 'bot' in the document`,
      ],
    ],
    [
      'keys without a key or a principal',
      within('admin_keys: [{name: k}]\napi_keys: [{name: k}]'),
      [
        `line 4, ${organization}.admin_keys[0]: needs either key or key_env`,
        `line 5, ${organization}.api_keys[0]: a key of the organization needs a user or a service_account`,
      ],
    ],
    [
      'keys that are too much',
      within(
        'workspaces: [{name: A, api_keys: [{name: k, user: u, service_account: s, key: a, key_env: B}]}]',
      ),
      [
        `line 4, ${organization}.workspaces[0].api_keys[0].service_account: a key acts as a user or a service account, not both`,
        `line 4, ${organization}.workspaces[0].api_keys[0].key_env: a key is given by key or key_env, not both`,
      ],
    ],
    [
      'the ID of a key in two places',
      within('api_keys: [{id: k, name: k, user: u}]\nworkspaces: [{name: A, api_keys: [{id: k, name: k}]}]'),
      [`line 5, ${organization}.workspaces[0].api_keys[0].id: is the same as ${organization}.api_keys[0].id`],
    ],
    [
      'what ends before it begins',
      within(`invites: [{email: ada@example.com, invited_at: 2026-01-02T00:00:00Z, expires_at: 2026-01-01T00:00:00Z}]
service_accounts: [{name: x, created_at: 2026-01-01T01:00:00+01:00, archived_at: 2026-01-01T00:00:00Z}]
workspaces: [{name: A, created_at: 2026-01-01T00:00:00+01:00, archived_at: 2025-12-31T22:59:59Z}]`),
      [
        `line 4, ${organization}.invites[0].expires_at: is earlier than invited_at`,
        `line 6, ${organization}.workspaces[0].archived_at: is earlier than created_at`,
      ],
    ],
    [
      'a live key in an archived workspace',
      within(
        'workspaces: [{name: A, archived_at: 2026-01-01T00:00:00Z, api_keys: [{name: a}, {name: b, status: active}]}]',
      ),
      [
        `line 4, ${organization}.workspaces[0].api_keys[1].status: the keys of an archived workspace are archived`,
      ],
    ],
    [
      'generated workspaces that take a ref',
      within('generate: {workspaces: 3, name: ws-%02d}\nworkspaces: [{name: A, ref: ws-03}]'),
      [`line 4, ${organization}.generate.name: makes 'ws-03', which is the ref of another workspace`],
    ],
  ];
  for (const [what, text, expected] of broken) {
    it(`is refused with ${what}`, () => assert.deepEqual(complaints(text), expected));
  }

  it('is refused with what else will be wrong, too, but not only with that', () => {
    const more = () => [{ path: ['organizations', 0, 'name'], sentence: 'is bad' }];
    assert.throws(() => readDocument(within('admin_keys: [{name: k}]'), more), {
      message: `line 3, ${organization}.name: is bad\nline 4, ${organization}.admin_keys[0]: needs either key or key_env`,
    });
    assert.throws(() => readDocument(within('x: 1'), more), {
      message: `line 4, ${organization}.x: Extra inputs are not permitted`,
    });
    readDocument(within(''), more);
  });

  it('may name people who aren’t in it as those who did something, or if it doesn’t list users', () => {
    const past =
      'users: []\nworkspaces: [{name: A, api_keys: [{name: k, status: archived, user: user_1, created_by: user_2}]}]';
    assert.deepEqual(complaints(within(past)), []);
    const members =
      'workspaces: [{name: A, members: [{user: ada@example.com, workspace_role: workspace_user}]}]';
    assert.deepEqual(complaints(within(members)), []);
  });
});
