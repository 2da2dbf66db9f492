import { errorStatus } from '../contract/errors.ts';
import type { Operation, Operations } from '../contract/operation.ts';
import { versions } from './versions.ts';

/** The OpenAPI 3.1 document of these operations. */
export function openapiDocument(resources: readonly Operations[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of resources.flatMap((operations) => Object.values(operations))) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'workspaced',
      version,
      description: 'Workspaces of an organization: create, get, list, update and archive.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Error: errorSchema },
    },
  };
}

function describe(operation: Operation): object {
  const [tag] = operation.id.split('.');
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [tag],
    ...(operation.extension && { 'x-extension': true }),
    parameters: [
      ...parameters('path', operation.params),
      ...parameters('query', operation.query),
      ...(operation.method === 'POST' ? [idempotencyKey] : []),
      anthropicVersion,
    ],
    ...(operation.body && {
      requestBody: { required: true, content: { 'application/json': { schema: operation.body } } },
    }),
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: operation.output } } },
      default: {
        description: 'Refused or failed',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function parameters(place: 'path' | 'query', schema: Operation['params']): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: property,
  }));
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key with the same request takes effect once in 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const anthropicVersion = {
  name: 'anthropic-version',
  in: 'header',
  schema: { type: 'string', enum: versions, default: '2023-06-01' },
};

const errorSchema = {
  type: 'object',
  required: ['type', 'error', 'request_id'],
  properties: {
    type: { type: 'string', const: 'error' },
    error: {
      type: 'object',
      required: ['type', 'message'],
      properties: {
        type: { type: 'string', enum: Object.keys(errorStatus) },
        message: { type: 'string' },
        details: { type: 'object', properties: { error_code: { type: 'string' } } },
      },
    },
    request_id: { type: 'string' },
  },
};
