import assert from 'node:assert/strict';
import { dereference } from '@scalar/openapi-parser';
import { request } from './http.ts';

/** A named example of a body. */
export interface Example {
  value: { error: { type: string; message: string; details?: object } };
}

/** An answer as the document has it. */
export interface Response {
  headers: Record<string, object>;
  content?: {
    'application/json': { schema: object; example?: unknown; examples?: Record<string, Example> };
  };
  links?: Record<string, { operationId: string; parameters: Record<string, string> }>;
}

/** An operation as the document has it. */
export interface Operation {
  operationId: string;
  description: string;
  tags: string[];
  parameters: { name: string; in: string; required?: boolean; schema: object; example?: unknown }[];
  requestBody?: { content: { 'application/json': { schema: object; examples: Record<string, Example> } } };
  responses: Record<string, Response>;
  'x-codeSamples': { lang: string; source: string }[];
  'x-extension'?: true;
  /** An empty list where no key is needed. */
  security?: object[];
}

/** The OpenAPI document of a server, as far as tests read it. */
export interface Document {
  info: { description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
}

/** The document as it is sent, and with what it refers to in its place. */
export async function documentOf(url: string): Promise<{ text: string; document: Document }> {
  const { text } = await request(url, 'GET', '/openapi.json');
  const { schema, errors } = dereference(JSON.parse(text));
  assert.deepEqual(errors ?? [], []);
  return { text, document: schema as unknown as Document };
}

/** All operations, in the document’s order. */
export const operationsOf = ({ paths }: Document) =>
  Object.values(paths).flatMap((path) => Object.values(path));
