/** Response headers, as components of the document. */
export const answerHeaders = {
  'request-id': {
    description: 'ID of the request, `req_…`. Every response has it, and the server’s log too.',
    schema: { type: 'string' },
  },
  'anthropic-organization-id': {
    description: 'The organization that the key belongs to.',
    schema: { type: 'string', format: 'uuid' },
  },
  etag: {
    description: 'Changes whenever what the response shows may have changed; send it as `If-None-Match`.',
    schema: { type: 'string' },
  },
  'idempotent-replayed': {
    description:
      '`true` if this is the stored response of an earlier request with the same `Idempotency-Key`.',
    schema: { type: 'string', const: 'true' },
  },
  'cache-control': {
    description:
      '`no-store` if the response has a secret; otherwise `private, no-cache`: only the client itself may store it, and ' +
      'has to ask with its `etag`, if it has one, whether it is still current.',
    schema: { type: 'string', enum: ['private, no-cache', 'no-store'] },
  },
  'retry-after': {
    description: 'Seconds to wait before retrying.',
    schema: { type: 'integer', minimum: 1 },
  },
  'x-should-retry': {
    description: '`false` if a write shouldn’t be retried: it may have taken effect, or can’t succeed.',
    schema: { type: 'string', const: 'false' },
  },
};

type HeaderName = keyof typeof answerHeaders;

/** The headers of a response: these, and those that all responses have. */
export function headersOf(names: readonly HeaderName[], keyIsKnown = true): object {
  const all: HeaderName[] = [
    'request-id',
    'cache-control',
    ...(keyIsKnown ? (['anthropic-organization-id'] as const) : []),
    ...names,
  ];
  return Object.fromEntries(all.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
