import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { startServer } from '../src/server.ts';
import { Caller } from '../tests/wire/caller.ts';
import { documentOf, operationsOf } from '../tests/wire/openapi.ts';
import { invite } from '../tests/wire/people.ts';
import { objectsFor, withIds } from '../tests/wire/sample-objects.ts';
import { prepareLanguages } from './lib/languages.ts';

// Runs the reference's samples in Python and Go as they stand there, with the newest official SDKs from their registries,
// against a real server. Needs `python3` and `go`. Exits 1 if one fails.

const languages = await prepareLanguages();
/** Where the server posts the tokens of invites. */
let token = Promise.withResolvers<string>();
const mailbox = createServer(async (request, response) => {
  token.resolve(((await json(request)) as { token: string }).token);
  response.end();
}).listen(0, '127.0.0.1');
mailbox.unref();
await new Promise((resolve) => mailbox.once('listening', resolve));
const { port } = mailbox.address() as AddressInfo;
await using server = await startServer({ inviteWebhook: `http://127.0.0.1:${port}` });
const caller = new Caller(server.baseURL, server.adminKey, server.organizationId);
const env = { ...process.env, ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };

/** The source with a token that can be accepted. */
async function withToken(source: string): Promise<string> {
  token = Promise.withResolvers();
  await invite(caller, `${crypto.randomUUID()}@example.com`);
  return source.replace(/(?<="?token"?: ?['"])[\w-]{43}/, await token.promise);
}

let faults = 0;
const { document } = await documentOf(server.baseURL);
for (const { operationId, 'x-codeSamples': samples } of operationsOf(document)) {
  for (const [lang, runSample] of Object.entries(languages)) {
    const shown = samples.find((sample) => sample.lang === lang)?.source ?? '';
    const source = operationId === 'invites.redeem' ? await withToken(shown) : shown;
    try {
      await runSample(withIds(source, await objectsFor(operationId, source, caller)), env);
      console.log(`${operationId} in ${lang}: done`);
    } catch (error) {
      faults += 1;
      console.error(`${operationId} in ${lang}: ${error}`);
    }
  }
}
process.exitCode = faults === 0 ? 0 : 1;
