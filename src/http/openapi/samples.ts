import type { Operation } from '../../contract/operation.ts';
import type { RequestExample } from '../../contract/reference.ts';
import { goSample } from './samples-go.ts';
import { json, literal } from './samples-literal.ts';
import { pathOf } from './samples-path.ts';
import { pythonSample, typescriptSample } from './samples-sdk.ts';

/**
 * The same request with curl and with the official SDKs. All of them read `ANTHROPIC_BASE_URL` and `ANTHROPIC_API_KEY`;
 * IDs are those of the examples.
 */
export function codeSamples(operation: Operation): object[] {
  const [request] = Object.values(operation.reference.requests) as [RequestExample];
  return [
    { lang: 'Shell', label: 'curl', source: curlSample(operation, request) },
    { lang: 'TypeScript', label: 'TypeScript', source: typescriptSample(operation, request) },
    { lang: 'Python', label: 'Python', source: pythonSample(operation, request) },
    { lang: 'Go', label: 'Go', source: goSample(operation, request) },
  ];
}

function curlSample(operation: Operation, request: RequestExample): string {
  const query = Object.entries(request.query ?? {}).map(([name, value]) => `${name}=${value}`);
  const target = [pathOf(operation, request), ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  const lines = [
    `curl "$ANTHROPIC_BASE_URL${target}"`,
    '-H "anthropic-version: 2023-06-01"',
    ...(operation.open ? [] : ['-H "x-api-key: $ANTHROPIC_API_KEY"']),
  ];
  if (request.body !== undefined) {
    const text = literal(request.body, json, '  ').replaceAll("'", "'\\''");
    lines.push('-H "content-type: application/json"', `-d '${text}'`);
  } else if (operation.method !== 'GET') lines.splice(1, 0, `-X ${operation.method}`);
  return lines.join(' \\\n  ');
}
