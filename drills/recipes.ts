import { blocksOf } from '../scripts/samples/blocks.ts';
import { control } from '../src/sandbox/client.ts';
import { startServer } from '../src/server.ts';
import { prepareFrameworks } from './lib/frameworks.ts';
import { prepareLanguages } from './lib/languages.ts';

// Runs the recipes in Python and Go as they stand in docs/recipes.md, with the newest official SDKs from their registries:
// twice at once, once more, and again after the workspace was archived. Then those of docs/sandbox-recipes.md in the
// newest of each test framework: they pass, and leave no organization. Needs `python3`, `go`, `mvn` and `terraform`.
// Exits 1 if one fails.

function tell(what: string, fault: string | undefined): void {
  console.log(`${what}: ${fault ?? 'done'}`);
  if (fault !== undefined) process.exitCode = 1;
}

const languages = await prepareLanguages();
for (const [language, run] of Object.entries(languages)) {
  await using server = await startServer();
  const env = { ...process.env, ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };
  const source =
    blocksOf('docs/recipes.md').find((block) => block.language === language.toLowerCase())?.text ?? '';
  const ensure = async () => (await run(source, env)).trim();

  const [id = '', ...same] = [...(await Promise.all([ensure(), ensure()])), await ensure()];
  const url = `${server.baseURL}/v1/organizations/workspaces`;
  const headers = { 'x-api-key': server.adminKey };
  await fetch(`${url}/${id}/archive`, { method: 'POST', headers });
  const next = await ensure();

  const { data } = (await (await fetch(`${url}?include_archived=true`, { headers })).json()) as {
    data: { id: string }[];
  };
  const made = data.map((workspace) => workspace.id);
  const isRight = same.every((other) => other === id) && `${made}` === `${[next, id]}`;
  tell(language, isRight ? undefined : `it made ${made} and printed ${[id, ...same, next]}`);
}

const frameworks = await prepareFrameworks();
for (const { heading, text } of blocksOf('docs/sandbox-recipes.md')) {
  const run = frameworks[heading];
  if (run === undefined) continue;
  await using server = await startServer();
  try {
    await run(text, { ...process.env, ANTHROPIC_BASE_URL: server.baseURL });
    const { data } = await control<{ data: object[] }>(server.baseURL, '/organizations', { method: 'GET' });
    tell(heading, data.length === 0 ? undefined : `it left ${data.length} organizations`);
  } catch (error) {
    const { message, stdout } = error as Error & { stdout?: string };
    tell(heading, `${message}\n${stdout}`);
  }
}
