import type { TSchema } from 'typebox';
import { hasEtag, NoContent, type Operation, takesIdempotencyKey } from '../../contract/operation.ts';
import { isPaged } from '../../contract/page.ts';
import type { RequestExample } from '../../contract/reference.ts';
import { errorResponses } from './errors.ts';
import { headersOf } from './headers.ts';
import { linksOf } from './links.ts';
import { parameters } from './parameters.ts';
import { codeSamples } from './samples.ts';

/** The operation as the document describes it; adds schemas that have a title to `schemas`. */
export function describe(
  operation: Operation,
  all: readonly Operation[],
  schemas: Record<string, object>,
  requireVersion: boolean,
): object {
  const { reference, body } = operation;
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: reference.description.trim(),
    tags: [reference.tag.name],
    ...(operation.extension && { 'x-extension': true }),
    ...(operation.open && { security: [] }),
    parameters: parameters(operation, requireVersion),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: body, examples: bodies(reference.requests) } },
      },
    }),
    responses: { ...success(operation, all, schemas), ...errorResponses(operation) },
    'x-codeSamples': codeSamples(operation),
  };
}

function success(operation: Operation, all: readonly Operation[], schemas: Record<string, object>): object {
  const { output, reference } = operation;
  if (output === NoContent)
    return { '204': { description: 'Success, without a body.', headers: headersOf([]) } };
  const answer = {
    description: isPaged(operation) ? 'A page of results.' : 'Success.',
    headers: headersOf(
      [
        ...(takesIdempotencyKey(operation) ? (['idempotent-replayed'] as const) : []),
        ...(hasEtag(operation) ? (['etag'] as const) : []),
      ],
      !operation.open,
    ),
    content: { 'application/json': { schema: withReferences(output, schemas), example: reference.answer } },
    links: linksOf(operation, all),
  };
  if (!hasEtag(operation)) return { '200': answer };
  const unchanged = {
    description: 'The response with this `etag` is still current.',
    headers: headersOf(['etag']),
  };
  return { '200': answer, '304': unchanged };
}

function bodies(requests: Readonly<Record<string, RequestExample>>): object {
  const examples = Object.entries(requests).map(([name, { summary, body }]) => [
    name,
    { summary, value: body },
  ]);
  return Object.fromEntries(examples);
}

/** The schema, with each part that has a title replaced by a reference. */
function withReferences(schema: TSchema, schemas: Record<string, object>): object {
  const text = JSON.stringify(schema, (_key, part) => {
    if (typeof part?.title !== 'string') return part;
    schemas[part.title] = part;
    return { $ref: `#/components/schemas/${part.title}` };
  });
  return JSON.parse(text);
}
