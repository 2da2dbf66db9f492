import type { RequestExample } from '../contract/reference.ts';
import { json, literal } from './literal.ts';
import { pathOf } from './path.ts';
import type { Sampled } from './sampled.ts';

/** By curl, for any POSIX shell. */
export function curlSample(operation: Sampled, request: Omit<RequestExample, 'summary'>): string {
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  );
  const target = [pathOf(operation, request), ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  const lines = [
    `curl "$ANTHROPIC_BASE_URL${target}"`,
    '-H "anthropic-version: 2023-06-01"',
    ...(operation.open ? [] : ['-H "x-api-key: $ANTHROPIC_API_KEY"']),
  ];
  if (operation.method !== 'GET' && (request.body === undefined || operation.method !== 'POST'))
    lines.splice(1, 0, `-X ${operation.method}`);
  if (request.body !== undefined) {
    const text = literal(request.body, json, '  ').replaceAll("'", "'\\''");
    lines.push('-H "content-type: application/json"', `-d '${text}'`);
  }
  return lines.join(' \\\n  ');
}
