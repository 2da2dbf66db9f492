import { type Static, Type } from 'typebox';
import { oneOf, strict } from './fields.ts';

const optional = Type.Optional;

const Answer = Type.Object(
  {
    status: optional(Type.Integer({ minimum: 400, maximum: 599, description: 'An error with this status.' })),
    type: optional(Type.String({ maxLength: 100, description: 'Its error type; the usual one if absent.' })),
    message: optional(Type.String({ maxLength: 1000, description: 'Its message.' })),
    retry_after: optional(Type.Number({ minimum: 0, description: 'Header `retry-after`, in seconds.' })),
    retry_after_ms: optional(Type.Integer({ minimum: 0, description: 'Header `retry-after-ms`.' })),
    should_retry: optional(Type.Boolean({ description: 'Header `x-should-retry`; not sent if absent.' })),
    connection: optional(
      oneOf(['reset', 'close', 'half', 'stall'], {
        description:
          'Instead of a response: a reset, a close, half of a response and then a reset, or nothing at all.',
      }),
    ),
    body: optional(
      oneOf(['html', 'truncated', 'empty'], {
        description: 'A proxy’s page with status 502, half of the JSON, or status 200 without a body.',
      }),
    ),
  },
  { ...strict, description: 'What the client gets; as usual if it is empty.' },
);

/** What happens to one request, or several, instead of the usual response. */
export const Fault = Type.Object(
  {
    operation: Type.String({
      pattern: '^(\\*|[a-z_]+\\.(\\*|[a-z_]+))$',
      description: 'The ID of an operation such as `workspaces.create`, `workspaces.*`, or `*`.',
    }),
    when: optional(
      oneOf(['before', 'after'], {
        description:
          '`before` (the default): the operation doesn’t happen. `after`: it does, and its response is replaced.',
      }),
    ),
    skip: optional(Type.Integer({ minimum: 0, description: 'How many requests pass first; 0 by default.' })),
    times: optional(
      Type.Integer({
        minimum: 1,
        description: 'How many requests it strikes; 1, or any with a probability.',
      }),
    ),
    answer: optional(Answer),
    delay_ms: optional(
      Type.Integer({ minimum: 0, maximum: 600_000, description: 'How long to wait before.' }),
    ),
    ttl: optional(Type.String({ description: 'When it ends by itself, such as `10m`.' })),
    probability: optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'How likely it strikes; always if absent.',
      }),
    ),
    seed: optional(Type.Integer({ description: 'The same seed strikes the same requests again.' })),
  },
  { ...strict, title: 'Fault' },
);
export type Fault = Static<typeof Fault>;
export type FaultAnswer = Static<typeof Answer>;
