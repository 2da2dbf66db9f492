import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';

/** The parts of a JSON Schema that are used below. */
interface Schema {
  type?: string;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  propertyNames?: Schema;
  'x-sentence'?: string;
}

/** What is wrong with a value, and where. */
export interface Fault {
  path: string;
  sentence: string;
}

const ajv = new Ajv({ strict: false, verbose: true, validateFormats: false });
const validators = new WeakMap<object, ValidateFunction>();

/** Whether a value matches the schema, which is compiled once. */
function fits(schema: TSchema | Schema, value: unknown): boolean {
  return validator(schema)(value) as boolean;
}

/**
 * The first fault of an invalid value, which is the one that is reported: known fields in their order, then unknown ones
 * (contract, section 2).
 */
export function firstFault(schema: TSchema | Schema, value: unknown): Fault | undefined {
  const fault = faultIn(schema, value, '');
  return fault && { ...fault, path: readable(fault.path) };
}

function faultIn(schema: Schema, value: unknown, path: string): Fault | undefined {
  if (fits(schema, value)) return brokenString(value, path);
  if (schema.anyOf !== undefined) {
    const branch = schema.anyOf.find(({ type }) => type === typeName(value));
    if (branch !== undefined) return faultIn(branch, value, path);
    const first = schema.anyOf[0] as Schema;
    return { path, sentence: first['x-sentence'] ?? typeSentences[first.type ?? ''] ?? 'Input is invalid' };
  }
  if (schema.type === 'object' && typeName(value) === 'object') {
    const fault = memberFault(schema, value as Record<string, unknown>, path);
    if (fault !== undefined) return fault;
  }
  const error = firstError(schema, value);
  return { path: join(path, error.instancePath.slice(1).replaceAll('/', '.')), sentence: sentence(error) };
}

function memberFault(schema: Schema, value: Record<string, unknown>, path: string): Fault | undefined {
  const known = Object.entries(schema.properties ?? {});
  for (const [name, member] of known) {
    const here = join(path, name);
    if (Object.hasOwn(value, name)) {
      const fault = faultIn(member, value[name], here);
      if (fault !== undefined) return fault;
    } else if (schema.required?.includes(name)) return { path: here, sentence: 'Field required' };
  }
  for (const name of Object.keys(value)) {
    if (schema.properties && Object.hasOwn(schema.properties, name)) continue;
    const here = join(path, name);
    if (schema.additionalProperties === false)
      return { path: here, sentence: 'Extra inputs are not permitted' };
    const fault =
      (schema.propertyNames && faultIn(schema.propertyNames, name, here)) ??
      (schema.additionalProperties && faultIn(schema.additionalProperties, value[name], here));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A lone surrogate or U+0000 in any string or member name; JSON's escapes allow them. */
function brokenString(value: unknown, path: string): Fault | undefined {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    return { path, sentence: 'String should not contain U+0000 or a lone surrogate' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const here = join(path, name);
    const fault = brokenString(name, here) ?? brokenString(member, here);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A path that is safe to send, whatever names clients use. */
const readable = (path: string) => path.slice(0, 200).toWellFormed().replaceAll('\0', '\uFFFD');

function validator(schema: TSchema | Schema): ValidateFunction {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  return validate;
}

function firstError(schema: Schema, value: unknown): ErrorObject {
  const validate = validator(schema);
  validate(value);
  return validate.errors?.[0] as ErrorObject;
}

const join = (path: string, name: string) => (path === '' ? name : name === '' ? path : `${path}.${name}`);

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

const typeSentences: Record<string, string> = {
  string: 'Input should be a valid string',
  integer: 'Input should be a valid integer',
  boolean: 'Input should be a valid boolean',
  object: 'Input should be an object',
  array: 'Input should be a valid list',
};

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const list = (values: string[]) => `[${values.map((value) => `'${value}'`).join(', ')}]`;

const sentences: Record<string, (error: ErrorObject) => string> = {
  type: ({ params }) => typeSentences[params.type] ?? `Input should be ${params.type}`,
  minLength: ({ params }) => `String should have at least ${plural(params.limit, 'character')}`,
  maxLength: ({ params }) => `String should have at most ${plural(params.limit, 'character')}`,
  pattern: ({ params }) => `String should match pattern '${params.pattern}'`,
  minimum: ({ params }) => `Input should be greater than or equal to ${params.limit}`,
  maximum: ({ params }) => `Input should be less than or equal to ${params.limit}`,
  enum: ({ params }) => `must be one of ${list(params.allowedValues)}`,
  const: ({ params }) => `must be '${params.allowedValue}'`,
  minItems: ({ params }) => `List should have at least ${plural(params.limit, 'item')}`,
  maxItems: ({ params }) => `List should have at most ${plural(params.limit, 'item')}`,
  uniqueItems: () => 'List should not name an item twice',
  maxProperties: ({ params }) => `Dictionary should have at most ${plural(params.limit, 'item')}`,
};

function sentence(error: ErrorObject): string {
  const own =
    ['pattern', 'const', 'not', 'enum'].includes(error.keyword) && error.parentSchema?.['x-sentence'];
  return own || (sentences[error.keyword]?.(error) ?? 'Input is invalid');
}
