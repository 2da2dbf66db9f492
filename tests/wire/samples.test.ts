import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { environment } from '../environment.ts';
import type { Caller } from './caller.ts';
import { startServer } from './harness.ts';
import { documentOf, operationsOf } from './openapi.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
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

/** IDs of objects that exist, by their prefix. */
type Ids = Record<string, string>;

/** Makes an object of each kind that samples name. */
async function furnish(caller: Caller): Promise<Ids> {
  const idOf = async (path: string, body: object) =>
    ((await caller.post(path, body)).body as { id: string }).id;
  const { id: wrkspc } = await caller.create({ name: 'Before' });
  const svac = await idOf('/v1/organizations/service_accounts', { name: crypto.randomUUID() });
  const membership = { workspace_id: wrkspc, workspace_role: 'workspace_user' };
  await caller.post(`/v1/organizations/service_accounts/${svac}/workspaces`, membership);
  const apikey = await idOf('/x/v1/organizations/api_keys', { name: 'Before' });
  return { wrkspc, svac, apikey };
}

/** Runs a sample as a person does who has set the two variables; only the ids are those of objects that exist. */
async function runSample(lang: string, source: string, caller: Caller, ids: Ids): Promise<string> {
  const real = source.replaceAll(/([a-z]+)_01\w{22}/g, (example, prefix) => ids[prefix] ?? example);
  const [program, ...args] = languages[lang]?.(real) ?? [lang];
  const env = environment({ ANTHROPIC_BASE_URL: caller.url, ANTHROPIC_API_KEY: caller.key });
  return (await run(program, args, { env, cwd: root })).stdout;
}

for (const lang of Object.keys(languages)) {
  describe(`the samples in ${lang} work as they are`, async () => {
    const caller = await server.organization();
    for (const { operationId, 'x-codeSamples': samples } of operationsOf(document)) {
      it(operationId, async () => {
        const source = samples.find((sample) => sample.lang === lang)?.source ?? '';
        const ids = await furnish(caller);
        const printed = await runSample(lang, source, caller, ids);
        const [, prefix = ''] = /\/v1\/.*\/([a-z]+)_01\w{22}/.exec(samples[0]?.source ?? '') ?? [];
        assert.match(printed, new RegExp(ids[prefix] ?? '\\w'));
        const { name, archived_at } = await caller.retrieve(ids.wrkspc ?? '');
        assert.equal(name, operationId === 'workspaces.update' ? 'Analysis' : 'Before');
        assert.equal(archived_at !== null, operationId === 'workspaces.archive');
      });
    }

    it('create creates what it shows', async () => {
      const { data } = await caller.list({ limit: 1000 });
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
