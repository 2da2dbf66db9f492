import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startServer } from './harness.ts';
import { documentOf } from './openapi.ts';
import { furnishAll, readAll, targetsOf } from './refusals/all.ts';
import { invalid } from './shapes.ts';

/** The members that a client may send, by operation; some are always refused. Everything else is the server’s. */
const writable: Record<string, string> = {
  'workspaces.create':
    'name display_color data_residency tags external_key_id user_profile_id inference_data_privacy',
  'workspaces.update':
    'name display_color data_residency tags external_key_id user_profile_id inference_data_privacy',
  'members.add': 'user_id workspace_role',
  'members.update': 'workspace_role',
  'service_account_members.add': 'service_account_id workspace_role',
  'service_account_members.update': 'workspace_role',
  'service_account_workspaces.add': 'workspace_id workspace_role',
  'users.update': 'role',
  'invites.create': 'email role rbac_group_ids',
  'invites.accept': 'name',
  'invites.redeem': 'token name',
  'api_keys.create': 'name scope principal expires_at',
  'api_keys.update': 'name status',
  'api_keys.introspect': 'api_key api_key_sha256',
  'service_accounts.create': 'name description organization_role',
  'service_accounts.update': 'description organization_role',
  'compliance_settings.update': 'state',
  'admin_keys.create': 'name scopes expires_at',
  'admin_keys.update': 'name status',
  'admin_keys.rotate': 'overlap',
};

const server = await startServer();
const caller = await server.organization();
const { document, text } = await documentOf(server.url);
const fixtures = await furnishAll(server, caller);
const targets = targetsOf(document, fixtures).filter(({ target }) => target.body !== undefined);

/** Every name of a member of any object, and what it may look like. */
const examples = new Map<string, unknown>();
JSON.parse(text, function (this: object, name, value) {
  const { example } = this as { example?: unknown };
  if (name === 'properties') for (const member of Object.keys(value)) examples.set(member, 'x');
  if (name === 'example' && typeof example === 'object') {
    for (const [member, shown] of Object.entries(example ?? {})) examples.set(member, shown);
  }
  return value;
});

it('every operation with a body has a row, and the members of its schema', () => {
  const expected = Object.fromEntries(
    targets.map(({ operation }) => {
      const schema = operation.requestBody?.content['application/json'].schema;
      const { properties } = schema as { properties: object };
      return [operation.operationId, Object.keys(properties).join(' ')];
    }),
  );
  assert.deepEqual(writable, expected);
  assert.ok(examples.size > 60);
});

describe('a member that isn’t the client’s to write is refused, and nothing changes', async () => {
  const before = await readAll(document, fixtures, caller);
  for (const { target } of targets) {
    it(target.operationId, async () => {
      const own = writable[target.operationId]?.split(' ') ?? [];
      for (const [name, shown] of examples) {
        if (own.includes(name)) continue;
        const answer = await caller.send(target.method, target.path, {
          body: { ...target.body, [name]: shown },
        });
        invalid(answer, `${name}: Extra inputs are not permitted`);
      }
    });
  }

  it('everything is as it was', async () => {
    assert.deepEqual(await readAll(document, fixtures, caller), before);
  });
});
