import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { environment } from '../environment.ts';
import { type Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { documentOf, operationsOf } from './openapi.ts';
import { invite, join } from './people.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const server = await startServer();
const { document } = await documentOf(server.url);

/** How a sample in a language is run. */
const languages: Record<string, (source: string) => [program: string, ...args: string[]]> = {
  Shell: (source) => [
    'bash',
    '-euc',
    source.replace(/^curl /, 'curl --fail-with-body --silent --show-error '),
  ],
  TypeScript: (source) => [process.execPath, '--input-type=module', '--eval', source],
};

const idPattern = /\b([a-z]+)_01\w{22}/g;
const organizations = '/v1/organizations';

async function idOf(caller: Caller, path: string, body: object): Promise<string> {
  return ((await caller.post(path, body)).body as { id: string }).id;
}

/** Makes an object, by the prefix of its ID. */
const makers: Record<string, (caller: Caller) => Promise<string>> = {
  wrkspc: async (caller) => (await caller.create({ name: 'Before' })).id,
  svac: (caller) => idOf(caller, `${organizations}/service_accounts`, { name: randomUUID() }),
  apikey: (caller) => idOf(caller, '/x/v1/organizations/api_keys', { name: 'Before' }),
  user: async (caller) => {
    // Two, because the last one can't be removed.
    await join(caller, `${randomUUID()}@example.com`);
    return (await join(caller, `${randomUUID()}@example.com`)).id;
  },
  invite: async (caller) => (await invite(caller, `${randomUUID()}@example.com`)).id,
};

/** IDs of admin keys begin as those of API keys do. */
const adminKey = (caller: Caller) => idOf(caller, '/x/v1/admin_keys', { name: 'Before' });

/** The kinds of objects that an operation is about besides those whose IDs its sample names. */
const related: Record<string, string[]> = {
  members: ['wrkspc', 'user'],
  service_account_members: ['wrkspc', 'svac'],
  service_account_workspaces: ['wrkspc', 'svac'],
};

/** The IDs of objects that the sample of an operation can be about, by their prefix. */
async function objectsFor(
  operationId: string,
  source: string,
  caller: Caller,
): Promise<Record<string, string>> {
  const [resource = '', verb] = operationId.split('.');
  const named = [...source.matchAll(idPattern)].map(([, prefix = '']) => prefix);
  const ids: Record<string, string> = {};
  for (const prefix of new Set([...named, ...(related[resource] ?? [])])) {
    const make = resource === 'admin_keys' ? adminKey : makers[prefix];
    if (make !== undefined) ids[prefix] = await make(caller);
  }
  if (related[resource] === undefined || verb === 'add') return ids;
  const role = { workspace_role: 'workspace_user' };
  const { wrkspc, user: user_id, svac: service_account_id } = ids;
  if (user_id) await caller.post(`${workspaces}/${wrkspc}/members`, { user_id, ...role });
  else await caller.post(`${workspaces}/${wrkspc}/service_accounts`, { service_account_id, ...role });
  return ids;
}

/** The source with a token that can be accepted. */
async function withToken(source: string, caller: Caller): Promise<string> {
  const { id } = await invite(caller, `${randomUUID()}@example.com`);
  const args = ['invites', 'link', id, '--org', caller.organizationId ?? ''];
  const { token } = await server.admin<{ token: string }>(...args);
  return source.replace(/(?<="?token"?: ?['"])[\w-]{43}/, token);
}

/** Runs a sample as a person does who has set the two variables; only its IDs are of objects that exist. */
async function runSample(
  lang: string,
  source: string,
  caller: Caller,
  ids: Record<string, string>,
): Promise<string> {
  const real = source.replaceAll(idPattern, (id, prefix) => ids[prefix] ?? id);
  const [program, ...args] = languages[lang]?.(real) ?? [lang];
  const env = environment({ ANTHROPIC_BASE_URL: caller.url, ANTHROPIC_API_KEY: caller.key });
  return (await run(program, args, { env, cwd: root })).stdout;
}

for (const lang of Object.keys(languages)) {
  describe(`the samples in ${lang} work as they are`, async () => {
    const caller = await server.organization();
    for (const { operationId, responses, 'x-codeSamples': samples } of operationsOf(document)) {
      it(operationId, async () => {
        const shown = samples.find((sample) => sample.lang === lang)?.source ?? '';
        const source = operationId === 'invites.redeem' ? await withToken(shown, caller) : shown;
        const ids = await objectsFor(operationId, source, caller);
        const printed = await runSample(lang, source, caller, ids);
        const [, prefix = ''] = /\/v1\/.*\/([a-z]+)_01\w{22}/.exec(samples[0]?.source ?? '') ?? [];
        const isSilent = responses['204'] !== undefined || operationId === 'external_keys.list';
        const isNew = operationId === 'admin_keys.rotate';
        if (!isSilent) assert.match(printed, new RegExp((!isNew && ids[prefix]) || '\\w'));
        if (ids.wrkspc === undefined) return;
        const { name, archived_at } = await caller.retrieve(ids.wrkspc);
        assert.equal(name, operationId === 'workspaces.update' ? 'Analysis' : 'Before');
        assert.equal(archived_at !== null, operationId === 'workspaces.archive');
      });
    }

    it('create creates what it shows', async () => {
      const { data } = await caller.list();
      const made = data.find(({ name }) => name === 'Research');
      assert.equal(made?.data_residency.default_inference_geo, 'us');
      assert.deepEqual(made.tags, { env: 'prod', team: 'search' });
    });
  });
}

it('every operation has a sample in all four languages', () => {
  for (const { operationId, 'x-codeSamples': samples } of operationsOf(document)) {
    const langs = samples.map(({ lang }) => lang);
    assert.deepEqual(langs, ['Shell', 'TypeScript', 'Python', 'Go'], operationId);
  }
});
