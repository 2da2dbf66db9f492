import type { Operation } from '../../contract/operation.ts';
import type { RequestExample } from '../../contract/reference.ts';
import { curlSample } from '../../samples/curl.ts';
import { goSample } from '../../samples/go.ts';
import { sampled } from '../../samples/sampled.ts';
import { pythonSample, typescriptSample } from '../../samples/sdk.ts';

/**
 * The same request with curl and with the official SDKs. All of them read `ANTHROPIC_BASE_URL` and `ANTHROPIC_API_KEY`;
 * IDs are those of the examples.
 */
export function codeSamples(operation: Operation): object[] {
  const [request] = Object.values(operation.reference.requests) as [RequestExample];
  const seen = sampled(operation);
  return [
    { lang: 'Shell', label: 'curl', source: curlSample(seen, request) },
    { lang: 'TypeScript', label: 'TypeScript', source: typescriptSample(seen, request) },
    { lang: 'Python', label: 'Python', source: pythonSample(seen, request) },
    { lang: 'Go', label: 'Go', source: goSample(operation, request) },
  ];
}
