import { startServer } from '../src/server.ts';
import { prepareLanguages } from './lib/languages.ts';

// Runs the reference's samples in Python and Go as they stand there, with the newest official SDKs from their registries,
// against a real server. Needs `python3` and `go`. Exits 1 if one fails.

const languages = await prepareLanguages();
await using server = await startServer();
const env = { ...process.env, ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };
const headers = { 'x-api-key': server.adminKey };
const workspaces = `${server.baseURL}/v1/organizations/workspaces`;

interface Operation {
  operationId: string;
  'x-codeSamples': { lang: string; source: string }[];
}

async function ask<T>(url: string, body?: string): Promise<T> {
  const answer = await fetch(url, { method: body ? 'POST' : 'GET', headers, body });
  return (await answer.json()) as T;
}

let faults = 0;
const { paths } = await ask<{ paths: Record<string, Record<string, Operation>> }>(
  `${server.baseURL}/openapi.json`,
);
for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
  for (const [lang, runSample] of Object.entries(languages)) {
    const { id } = await ask<{ id: string }>(workspaces, '{"name":"Before"}');
    const source = operation['x-codeSamples'].find((sample) => sample.lang === lang)?.source ?? '';
    try {
      await runSample(source.replaceAll(/wrkspc_01\w+/g, id), env);
      console.log(`${operation.operationId} in ${lang}: done`);
    } catch (error) {
      faults += 1;
      console.error(`${operation.operationId} in ${lang}: ${error}`);
    }
  }
}
process.exitCode = faults === 0 ? 0 : 1;
