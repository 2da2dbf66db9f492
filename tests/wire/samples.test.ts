import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { environment } from '../environment.ts';
import type { Caller } from './caller.ts';
import { startServer } from './harness.ts';
import { documentOf, operationsOf } from './openapi.ts';
import { invite } from './people.ts';
import { objectsFor, withIds } from './sample-objects.ts';

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
  const [program, ...args] = languages[lang]?.(withIds(source, ids)) ?? [lang];
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
