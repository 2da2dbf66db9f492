import type { CreateBody, UpdateBody } from './types.ts';

/** A call of the public API, without the key. */
export type ApiRequest =
  | { verb: 'create'; body: CreateBody }
  | { verb: 'retrieve'; id: string }
  | { verb: 'update'; id: string; body: UpdateBody }
  | { verb: 'archive'; id: string };

/** The request as a shell command. */
export function curl(request: ApiRequest, origin: string): string {
  const id = 'id' in request ? `/${request.id}` : '';
  const suffix = request.verb === 'archive' ? '/archive' : '';
  const lines = [
    `curl ${origin}/v1/organizations/workspaces${id}${suffix}`,
    `-H 'anthropic-version: 2026-10-21'`,
    `-H "x-api-key: $ANTHROPIC_API_KEY"`,
  ];
  if (request.verb === 'archive') lines.push('-X POST');
  if ('body' in request) {
    lines.push(
      `-H 'content-type: application/json'`,
      `-d ${shellQuoted(JSON.stringify(request.body, null, 2))}`,
    );
  }
  return lines.join(' \\\n  ');
}

/** The request through the official TypeScript SDK, which reads the server and the key from the environment. */
export function sdk(request: ApiRequest): string {
  const values = [
    ...('id' in request ? [`'${request.id}'`] : []),
    ...('body' in request ? [literal(request.body)] : []),
  ];
  return [
    `import Anthropic from '@anthropic-ai/sdk';`,
    '',
    'const client = new Anthropic();',
    `await client.organization.workspaces.${request.verb}(${values.join(', ')});`,
  ].join('\n');
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** JSON as people write it in TypeScript: names without quotes where they need none. */
const literal = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(/^(\s*)"([a-zA-Z_$][\w$]*)":/gm, '$1$2:');
