import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import { quoted } from '../../sandbox/control-code.tsx';

/** Headers that say nothing of the request itself, or that curl sets. */
const left =
  /^(host|connection|content-length|accept-encoding|user-agent|accept|expect|te|transfer-encoding)$|^sec-|^x-stainless-/;

/** The request as a shell command, with its key read from the environment. */
export function curlOf({ method, url, headers, body }: Entry, origin: string): string {
  const sent = Object.entries(headers).flatMap(([name, value]) => {
    if (left.test(name)) return [];
    if (name === 'x-api-key') return ['-H "x-api-key: $ANTHROPIC_API_KEY"'];
    if (name === 'authorization') return ['-H "authorization: Bearer $ANTHROPIC_API_KEY"'];
    return [`-H ${quoted(`${name}: ${value}`)}`];
  });
  const hasBody = body !== null;
  const usual = hasBody ? 'POST' : 'GET';
  return [
    `curl ${method === usual ? '' : `-X ${method} `}${quoted(origin + url)}`,
    ...sent,
    ...(hasBody ? [`-d ${quoted(typeof body === 'string' ? body : JSON.stringify(body, null, 2))}`] : []),
  ].join(' \\\n  ');
}
