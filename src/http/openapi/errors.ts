import { type ErrorType, errorEnvelope } from '../../contract/errors.ts';
import { type Operation, takesIdempotencyKey } from '../../contract/operation.ts';
import type { ErrorExample } from '../../contract/reference.ts';
import {
  everyKeyed,
  everyOpen,
  everyOperation,
  everyRepeatable,
  everyRequestWithBody,
  everyScoped,
  everyWrite,
} from './common-errors.ts';
import { headersOf } from './headers.ts';

const requestId = 'req_011CZ2jXzTKCTtWXJQwwX7Y4';

/** The error responses of an operation by status, each with all its examples. */
export function errorResponses(operation: Operation): Record<string, object> {
  const byStatus = Object.groupBy(Object.entries(errorsOf(operation)), ([, { error }]) => error.status);
  const responses = Object.entries(byStatus).map(([status, examples = []]) => [
    status,
    response(operation, Number(status), examples),
  ]);
  return Object.fromEntries(responses);
}

/** The schemas of all errors of these operations, by name. */
export function errorSchemas(operations: readonly Operation[]): Record<string, object> {
  const types = operations.flatMap((operation) =>
    Object.values(errorsOf(operation)).map(({ error }) => error.type),
  );
  return Object.fromEntries(types.map((type) => [schemaName(type), errorSchema(type)]));
}

function errorsOf(operation: Operation): Record<string, ErrorExample> {
  return {
    ...operation.reference.errors,
    ...(operation.open ? everyOpen : everyKeyed),
    ...everyOperation,
    ...(operation.scopes.length > 0 && everyScoped(operation.scopes)),
    ...(takesIdempotencyKey(operation) && everyRepeatable),
    ...(operation.method !== 'GET' && everyWrite),
    ...(operation.body && everyRequestWithBody),
  };
}

/** Examples that many operations share, by name. */
export function sharedExamples(): Record<string, object> {
  return examplesOf(
    Object.entries({
      ...everyKeyed,
      ...everyOpen,
      ...everyOperation,
      ...everyWrite,
      ...everyRepeatable,
      ...everyRequestWithBody,
    }),
  );
}

function response(operation: Operation, status: number, examples: [string, ErrorExample][]): object {
  const [type] = examples.map(([, { error }]) => error.type) as [ErrorType];
  const own = { ...operation.reference.errors, scope_missing: undefined };
  const codes = examples.flatMap(([, { error }]) => error.code ?? []);
  return {
    description: descriptionOf(type, examples),
    headers: headersOf(ownHeaders(operation, status), !operation.open && ![401, 408, 431].includes(status)),
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${schemaName(type)}` },
        examples: {
          ...examplesOf(examples.filter(([name]) => name in own)),
          ...Object.fromEntries(
            examples
              .filter(([name]) => !(name in own))
              .map(([name]) => [name, { $ref: `#/components/examples/${name}` }]),
          ),
        },
      },
    },
    ...(codes.length > 0 && { 'x-error-codes': codes }),
  };
}

const examplesOf = (examples: [string, ErrorExample][]) =>
  Object.fromEntries(
    examples.map(([name, { when, error }]) => [
      name,
      { summary: `When ${when}`, value: JSON.parse(errorEnvelope(error, requestId)) },
    ]),
  );

function descriptionOf(type: ErrorType, examples: [string, ErrorExample][]): string {
  const causes = examples.map(([, { when, error }]) => {
    const code = error.code === undefined ? '' : `; \`error_code\`: \`${error.code}\``;
    return `- ${when}${code}`;
  });
  return `\`${type}\`, when\n\n${causes.join('\n')}`;
}

function ownHeaders({ method }: Operation, status: number) {
  if (status === 429 || status === 503) return ['retry-after' as const];
  return status === 409 || (status === 500 && method !== 'GET') ? ['x-should-retry' as const] : [];
}

/** `not_found_error` → `NotFoundError` */
const schemaName = (type: ErrorType) =>
  type.replaceAll(/(?:^|_)(\w)/g, (_all, letter) => letter.toUpperCase());

const errorSchema = (type: ErrorType) => ({
  type: 'object',
  required: ['type', 'error', 'request_id'],
  properties: {
    type: { type: 'string', const: 'error' },
    error: {
      type: 'object',
      required: ['type', 'message'],
      properties: {
        type: { type: 'string', const: type },
        message: { type: 'string', description: 'What is wrong, and where; for people.' },
        details: {
          type: 'object',
          description: 'Present only if the error has a code.',
          required: ['error_code'],
          properties: { error_code: { type: 'string', description: 'Identifies the error; for programs.' } },
        },
      },
    },
    request_id: { type: 'string', description: 'Same as the `request-id` header.' },
  },
});
