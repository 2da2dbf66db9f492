import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, it } from 'node:test';
import fc from 'fast-check';
import { compare } from '../../src/cli/compare.ts';
import type { Context } from '../../src/cli/context.ts';
import { runSteps } from '../../src/cli/run-steps.ts';
import { startServer } from '../../src/server.ts';
import { caller, join } from './populated.ts';
import { folder } from './program.ts';

const server = await startServer();
after(() => server.close());
const people = ['ada@example.com', 'bob@example.com', 'eve@example.com'];
for (const email of people) await join(caller(server), email);

const context: Context = {
  env: { WORKSPACED_URL: server.baseURL, WORKSPACED_KEY: server.adminKey },
  input: Object.assign(new PassThrough(), { isTTY: false }),
  print: () => {},
  tell: () => {},
  prompt: () => {},
};

const accounts = ['one', 'two', 'three'];
const some = <T>(of: fc.Arbitrary<T>, key: (item: T) => unknown, maxLength = 4) =>
  fc.uniqueArray(of, { selector: key, maxLength });
const optional = <T, K extends keyof T>(members: { [N in keyof T]: fc.Arbitrary<T[N]> }, requiredKeys: K[]) =>
  fc.record<T, K>(members, { requiredKeys });
const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const role = fc.constantFrom('workspace_user', 'workspace_developer', 'workspace_admin');
const key = optional({ name: word, status: fc.constantFrom('active', 'inactive', 'archived') }, ['name']);
const contents = {
  tags: fc.dictionary(fc.constantFrom('team', 'constructor', '__proto__'), fc.string({ maxLength: 3 })),
  api_keys: some(key, ({ name }) => name),
};
const residency = {
  allowed_inference_geos: fc.constantFrom('unrestricted', ['us', 'global'], ['global', 'us']),
  default_inference_geo: fc.constantFrom('us', 'global'),
};
const workspace = optional(
  {
    name: word,
    display_color: fc.constantFrom('#000000', '#ffffff'),
    data_residency: optional(residency, []),
    archived_at: fc.constant('2026-01-01T00:00:00Z'),
    members: some(fc.record({ user: fc.constantFrom(...people), workspace_role: role }), ({ user }) => user),
    service_accounts: some(
      fc.record({ service_account: fc.constant('one'), workspace_role: role }),
      ({ service_account }) => service_account,
    ),
    ...contents,
  },
  ['name'],
).map(({ api_keys, ...each }) => ({
  ...each,
  // The keys of an archived one are archived, too.
  ...(api_keys && { api_keys: each.archived_at ? api_keys.map(({ name }) => ({ name })) : api_keys }),
}));
const account = optional(
  {
    name: fc.constantFrom(...accounts),
    description: fc.string({ maxLength: 5 }),
    organization_role: fc.constantFrom('developer', 'admin'),
  },
  ['name'],
);
const invite = optional({ email: fc.constantFrom('x@example.com', 'Y@example.com', 'ada@example.com') }, [
  'email',
]);
const organization = optional(
  {
    service_accounts: some(account, ({ name }) => name).map((list) => [
      { name: 'one' },
      ...list.filter(({ name }) => name !== 'one'),
    ]),
    invites: some(invite, ({ email }) => email),
    workspaces: some(workspace, ({ name }) => name),
    default: fc.record(contents),
  },
  ['service_accounts', 'workspaces', 'default'],
);

it('after any apply, there is nothing to plan', async () => {
  let archived = 0;
  const file = path(folder, 'any.json');
  await fc.assert(
    fc.asyncProperty(organization, fc.boolean(), async ({ default: ofDefault, ...wanted }, archives) => {
      // A ref of what was archived can’t be used again.
      const refOf = (name: string) => (/[de]/.test(name) ? { ref: `${name}-${archived}` } : {});
      const workspaces = wanted.workspaces.map((each) => ({ ...each, ...refOf(each.name) }));
      const all = [...workspaces, { name: 'Default', default: true, ...ofDefault }];
      const document = { version: 1, organizations: [{ name: 'A', ...wanted, workspaces: all }] };
      writeFileSync(file, JSON.stringify(document));
      const options = { file, ...(archives && { archive: true as const }) };
      const first = await compare(options, context);
      assert.deepEqual((await compare(options, context)).plan, first.plan);
      archived += first.plan.steps.filter(
        ({ verb, object }) => verb === 'archive' && object === 'workspace',
      ).length;
      await runSteps(first.plan.steps, first, context);
      const { plan } = await compare(options, context);
      assert.deepEqual(plan.steps, []);
      if (archives) assert.deepEqual(plan.left, []);
    }),
    { numRuns: 40 },
  );
});
