import type { TObject } from 'typebox';
import { firstFault } from './fault.ts';

/** The parts of a JSON Schema that are used below. */
interface Schema {
  type?: string;
  items?: Schema;
  anyOf?: Schema[];
  'x-always-refused'?: boolean;
}

const membersOf = ({ properties }: TObject) => Object.entries(properties as Record<string, Schema>);

const cursors = ['after_id', 'before_id', 'page'];

/** Takes out of a query its cursors, because the list is always the same, and out of its lists the items that they can’t have. */
export function overlookUnknown(schema: TObject, query: Record<string, unknown>): void {
  for (const name of cursors) delete query[name];
  for (const [name, { type, items }] of membersOf(schema)) {
    if (type !== 'array' || items === undefined) continue;
    query[name] = (query[name] as string[]).filter((item) => firstFault(items, item) === undefined);
  }
}

/** Takes out of a body, if it is an object, the members that this server always refuses because it lacks what they name. */
export function overlookRefused(schema: TObject, body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, member] of membersOf(schema)) {
    if (isRefused(member)) Reflect.deleteProperty(body, name);
  }
}

function isRefused({ items, anyOf = [], ...schema }: Schema): boolean {
  return schema['x-always-refused'] === true || [items, ...anyOf].some((part) => part && isRefused(part));
}
