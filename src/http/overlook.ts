import type { FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import type { Operation } from '../contract/operation.ts';
import { firstFault } from './fault.ts';

/** The parts of a JSON Schema that are used below. */
interface Schema {
  type?: string;
  items?: Schema;
  anyOf?: Schema[];
  'x-always-refused'?: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent, if something in it was overlooked. */
    sent?: Buffer | undefined;
  }
}

const membersOf = ({ properties }: TObject) => Object.entries(properties as Record<string, Schema>);
const cursors = ['after_id', 'before_id', 'page'];

/**
 * Takes out of a request what names something that this server lacks: cursors, because the lists of a pinned organization
 * are always the same, items of lists that can’t be, and members of the body that are always refused.
 */
export function overlook({ query, body }: Pick<Operation, 'query' | 'body'>, request: FastifyRequest): void {
  if (query !== undefined) overlookUnknown(query, request.query as Record<string, unknown>);
  const sent = request.body as Buffer | undefined;
  if (body === undefined || sent === undefined) return;
  try {
    const value: unknown = JSON.parse(sent.toString());
    overlookRefused(body, value);
    Object.assign(request, { sent, body: Buffer.from(JSON.stringify(value)) });
  } catch {
    // Not JSON, or nested too deeply to be written again: refused as always.
  }
}

function overlookUnknown(schema: TObject, query: Record<string, unknown>): void {
  for (const name of cursors) delete query[name];
  for (const [name, { type, items }] of membersOf(schema)) {
    if (type !== 'array' || items === undefined) continue;
    for (const spelling of [name, name.replace('[]', '')]) {
      if (query[spelling] === undefined) continue;
      query[spelling] = [query[spelling]].flat().filter((item) => firstFault(items, item) === undefined);
    }
  }
}

function overlookRefused(schema: TObject, body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, member] of membersOf(schema)) {
    if (isRefused(member)) Reflect.deleteProperty(body, name);
  }
}

function isRefused({ items, anyOf = [], ...schema }: Schema): boolean {
  return schema['x-always-refused'] === true || [items, ...anyOf].some((part) => part && isRefused(part));
}
