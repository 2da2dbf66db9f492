import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { environment } from '../environment.ts';
import type { Caller } from './caller.ts';
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

/** What the ids and the token in samples are replaced with: objects that exist. */
type Real = [example: RegExp, real: string][];

let made = 0;

/** A new workspace, a new user and a new invite, for the operations that take one. */
async function realObjects(operationId: string, caller: Caller): Promise<Real> {
  made += 1;
  const workspace = await caller.create({ name: 'Before' });
  const user = await join(caller, `user${made}@example.com`);
  await join(caller, `other${made}@example.com`);
  const { id } = await invite(caller, `invited${made}@example.com`);
  const real: Real = [
    [/wrkspc_01\w+/, workspace.id],
    [/user_01\w+/, user.id],
    [/invite_01\w+/, id],
  ];
  if (operationId !== 'invites.redeem') return real;
  const args = ['invites', 'link', id, '--org', caller.organizationId ?? ''];
  const { token } = await server.admin<{ token: string }>(...args);
  return [...real, [/(?<="?token"?: ?['"])[\w-]{43}/, token]];
}

/** Runs a sample as a person does who has set the two variables; only its ids are those of objects that exist. */
async function runSample(lang: string, source: string, caller: Caller, real: Real): Promise<string> {
  const text = real.reduce((text, [example, id]) => text.replace(example, id), source);
  const [program, ...args] = languages[lang]?.(text) ?? [lang];
  const env = environment({ ANTHROPIC_BASE_URL: caller.url, ANTHROPIC_API_KEY: caller.key });
  return (await run(program, args, { env, cwd: root })).stdout;
}

for (const lang of Object.keys(languages)) {
  describe(`the samples in ${lang} work as they are`, async () => {
    const caller = await server.organization();
    for (const { operationId, 'x-codeSamples': samples } of operationsOf(document)) {
      it(operationId, async () => {
        const source = samples.find((sample) => sample.lang === lang)?.source ?? '';
        const real = await realObjects(operationId, caller);
        const printed = await runSample(lang, source, caller, real);
        const one = real.find(([example]) => example.test(source) && example.source.includes('_01'));
        assert.match(printed, one === undefined ? /\w/ : new RegExp(one[1]));
        const id = real[0]?.[1] ?? '';
        const { name, archived_at } = await caller.retrieve(id);
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
