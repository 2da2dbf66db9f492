import type { TObject } from 'typebox';
import type { Operation } from '../../contract/operation.ts';
import { versions } from '../versions.ts';

/** What a request has beside its body. */
export function parameters(operation: Operation, requireVersion: boolean): object[] {
  const [example] = Object.values(operation.reference.requests);
  return [
    ...membersOf('path', operation.params, example?.params),
    ...membersOf('query', operation.query),
    ...(operation.method === 'POST' ? [idempotencyKey] : []),
    { ...anthropicVersion, required: requireVersion },
  ];
}

function membersOf(place: 'path' | 'query', schema: TObject | undefined, example?: object): object[] {
  const examples = example as Record<string, string> | undefined;
  const members: Record<string, { description?: string }> = schema?.properties ?? {};
  return Object.entries(members).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path',
    description,
    schema: property,
    ...(examples && { example: examples[name] }),
  }));
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A text of your choice, a UUID say. The request takes effect once; sent again with the same key within 24 hours, by ' +
    'the same admin key, it is answered with the first answer and `idempotent-replayed: true`. A refused request keeps ' +
    'nothing. Another request under the same key is 400.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const anthropicVersion = {
  name: 'anthropic-version',
  in: 'header',
  description: 'Which version of the API the client speaks. All of them are answered alike.',
  schema: { type: 'string', enum: versions, default: '2023-06-01' },
};
