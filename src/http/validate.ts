import { isUtf8 } from 'node:buffer';
import type { TObject } from 'typebox';
import { ApiError, invalid } from '../contract/errors.ts';
import type { Input, Operation } from '../contract/operation.ts';
import { firstFault } from './fault.ts';

const noQuery = { type: 'object', properties: {}, additionalProperties: false } as unknown as TObject;
const booleans: Record<string, boolean> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

/** The validated input for the operation's handler; throws 400 for the first fault. */
export function validate<O extends Operation>(
  operation: O,
  params: unknown,
  rawQuery: unknown,
  rawBody: Buffer | undefined,
): Input<O> {
  const schema = operation.query ?? noQuery;
  const query = readQuery(schema, rawQuery as Record<string, string | string[]>);
  check(schema, query, 'query', misspelling);
  const body = operation.body && readBody(rawBody);
  if (operation.body !== undefined) check(operation.body, body, 'body');
  return { params, query, body } as Input<O>;
}

type Misspelling = (schema: TObject, name: string) => ApiError | undefined;

function check(schema: TObject, value: unknown, whole: string, misspelled?: Misspelling): void {
  const fault = firstFault(schema, value);
  if (fault === undefined) return;
  throw misspelled?.(schema, fault.path) ?? invalid(fault.path || whole, fault.sentence);
}

/** The error for a query parameter that is written with brackets instead of a dot (contract of the family, section 11). */
function misspelling({ properties }: TObject, name: string): ApiError | undefined {
  const meant = name.replace(/\[(\w+)\]$/, '.$1');
  if (meant === name || !Object.hasOwn(properties, meant)) return undefined;
  return new ApiError(
    'invalid_request_error',
    `Unknown query parameter: '${name}'. Did you mean '${meant}'?`,
  );
}

/**
 * Converts the query's texts to the types of the schema, with its defaults. What can't be converted stays a text, which the
 * schema refuses. `beta` is accepted everywhere, an empty text counts as absent, and an item of a list that is repeated
 * counts once (contract, section 1; contract of the family, section 0).
 */
function readQuery(schema: TObject, raw: Record<string, string | string[]>): Record<string, unknown> {
  const properties = schema.properties as Record<string, { type: string; default?: unknown }>;
  const query = new Map<string, unknown>();
  for (const name in properties) {
    const { default: usual } = properties[name] as { default?: unknown };
    if (usual !== undefined) query.set(name, usual);
  }
  for (const key of Object.keys(raw)) {
    if (key === 'beta') continue;
    const name = Object.hasOwn(properties, `${key}[]`) ? `${key}[]` : key;
    const texts = [raw[key] ?? ''].flat().filter((each) => each !== '');
    const text = texts.at(-1) ?? '';
    const type = Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
    if (type !== undefined && text === '') continue;
    if (type === 'array') {
      const items = [...((query.get(name) as string[]) ?? []), ...texts];
      query.set(name, [...new Set(items)]);
    } else if (type === 'integer') query.set(name, /^[+-]?\d+$/.test(text) ? Number(text) : text);
    else if (type === 'boolean') query.set(name, booleans[text.toLowerCase()] ?? text);
    else query.set(name, text);
  }
  return Object.fromEntries(query);
}

function readBody(raw: Buffer | undefined): unknown {
  if (raw === undefined || raw.length === 0 || !isUtf8(raw)) throw notJson();
  try {
    return JSON.parse(raw.toString());
  } catch {
    throw notJson();
  }
}

function notJson(): ApiError {
  return new ApiError('invalid_request_error', 'The request body is not valid JSON.');
}
