import { blocksOf } from '../scripts/samples/blocks.ts';
import { startServer } from '../src/server.ts';
import { prepareLanguages } from './lib/languages.ts';

// Runs the recipes in Python and Go as they stand in docs/recipes.md, with the newest official SDKs from their registries:
// twice at once, once more, and again after the workspace was archived. Needs `python3` and `go`. Exits 1 if one fails.

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
  console.log(`${language}: ${isRight ? 'done' : `it made ${made} and printed ${[id, ...same, next]}`}`);
  if (!isRight) process.exitCode = 1;
}
