/** Headers of answers, as the document’s components. */
export const answerHeaders = {
  'request-id': {
    description: 'ID of the request, `req_…`, on every answer. The server’s log has it, too.',
    schema: { type: 'string' },
  },
  'anthropic-organization-id': {
    description: 'The organization of the key, once the key is known.',
    schema: { type: 'string', format: 'uuid' },
  },
  'idempotent-replayed': {
    description: '`true` where an `Idempotency-Key` brought back the answer of an earlier request.',
    schema: { type: 'string', const: 'true' },
  },
  'retry-after': {
    description: 'Seconds to wait before the request is sent again.',
    schema: { type: 'integer', minimum: 1 },
  },
  'x-should-retry': {
    description: '`false` where a request that writes shouldn’t be sent again: it may have taken effect.',
    schema: { type: 'string', const: 'false' },
  },
};

type HeaderName = keyof typeof answerHeaders;

/** The headers of an answer: these, and those that all answers have. */
export function headersOf(names: readonly HeaderName[], keyIsKnown = true): object {
  const all: HeaderName[] = [
    'request-id',
    ...(keyIsKnown ? (['anthropic-organization-id'] as const) : []),
    ...names,
  ];
  return Object.fromEntries(all.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
