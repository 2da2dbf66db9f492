import type { TObject } from 'typebox';
import { hasEtag, type Operation, takesIdempotencyKey } from '../../contract/operation.ts';
import { versions } from '../../contract/versions.ts';

/** The parameters of an operation: path, query and headers. */
export function parameters(operation: Operation, requireVersion: boolean): object[] {
  const [example] = Object.values(operation.reference.requests);
  return [
    ...membersOf('path', operation.params, example?.params),
    ...membersOf('query', operation.query),
    ...(takesIdempotencyKey(operation) ? [idempotencyKey] : []),
    ...(hasEtag(operation) ? [ifNoneMatch] : []),
    { ...anthropicVersion, required: requireVersion },
  ];
}

function membersOf(place: 'path' | 'query', schema: TObject | undefined, example?: object): object[] {
  const examples = example as Record<string, string> | undefined;
  const members: Record<string, { description?: string; default?: unknown }> = schema?.properties ?? {};
  const isRequired = (name: string) =>
    schema?.required?.includes(name) === true && members[name]?.default === undefined;
  return Object.entries(members).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || isRequired(name),
    description,
    schema: property,
    ...(examples && { example: examples[name] }),
  }));
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A value of your choice, such as a UUID. The request takes effect only once: retrying it within 24 hours, with the ' +
    'same `Idempotency-Key` and admin key, returns the first response with `idempotent-replayed: true`. Only successful ' +
    'responses are stored. A different request with the same `Idempotency-Key` is 400.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description:
    'The `etag` of an earlier response: if that is still current, the response is 304, without a body.',
  schema: { type: 'string' },
};

const anthropicVersion = {
  name: 'anthropic-version',
  in: 'header',
  description: 'The API version. Responses are the same on all versions, but for `workspace_id` of API keys.',
  schema: { type: 'string', enum: versions, default: '2023-06-01' },
};
