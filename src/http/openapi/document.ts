import type { Operation, Operations } from '../../contract/operation.ts';
import { errorSchemas, sharedExamples } from './errors.ts';
import { answerHeaders } from './headers.ts';
import { introduction } from './introduction.ts';
import { describe } from './operation.ts';

/** What the document says about its server. */
export interface DocumentSettings {
  /** The version of the program. */
  version: string;
  /** Whether requests must name a version of the API. */
  requireVersion: boolean;
  /** The published admin key of dev, which the reference page fills in. */
  publicKey?: string | undefined;
}

/** The OpenAPI 3.1 document of these operations. */
export function openapiDocument(resources: readonly Operations[], settings: DocumentSettings): object {
  const operations = resources.flatMap((each) => Object.values(each) as Operation[]);
  const schemas: Record<string, object> = {};
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(operation, operations, schemas, settings.requireVersion),
    };
  }
  const tags = new Map(operations.map(({ reference: { tag } }) => [tag.name, tag]));
  return {
    openapi: '3.1.0',
    info: {
      title: 'workspaced',
      version: settings.version,
      summary: 'A self-hosted control plane for workspaces, compatible with the Claude Admin API.',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ apiKey: [] }, { bearer: [] }],
    tags: [...tags.values()],
    paths,
    components: {
      securitySchemes: securitySchemes(settings.publicKey),
      headers: answerHeaders,
      examples: sharedExamples(),
      schemas: { ...schemas, ...errorSchemas(operations) },
    },
  };
}

function securitySchemes(publicKey: string | undefined): object {
  const filledIn = publicKey && { 'x-scalar-secret-token': publicKey };
  return {
    apiKey: {
      type: 'apiKey',
      in: 'header',
      name: 'x-api-key',
      description: 'An admin key, `sk-ant-admin01-…`, as curl and older SDKs send it.',
      ...filledIn,
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description:
        'The same admin key as a bearer token, as SDKs send it from version 1 on. If both headers are sent, they must match.',
      ...filledIn,
    },
  };
}
