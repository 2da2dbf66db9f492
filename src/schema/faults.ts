import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';

/** The parts of a JSON Schema that are used below. */
interface Schema {
  type?: string;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  propertyNames?: Schema;
  patternProperties?: Record<string, Schema>;
  'x-sentence'?: string;
}

/** Where a value is: the names of members and the indexes of items that lead to it. */
export type Path = readonly (string | number)[];

/** What is wrong with a value, and where. */
export interface Fault {
  path: Path;
  sentence: string;
}

const ajv = new Ajv({ strict: false, verbose: true, validateFormats: false });
const validators = new WeakMap<object, ValidateFunction>();

/** Whether a value matches the schema, which is compiled once. */
function fits(schema: TSchema | Schema, value: unknown): boolean {
  return validator(schema)(value) as boolean;
}

/** The faults of a value in this order: known members in the order of the schema, then unknown ones; none if it is valid. */
export function* faultsOf(schema: TSchema | Schema, value: unknown, path: Path = []): Generator<Fault> {
  if (fits(schema, value)) yield* brokenStrings(value, path);
  else yield* faultsIn(schema, value, path);
}

/** The faults of a value that doesn’t match the schema. */
function* faultsIn(schema: Schema, value: unknown, path: Path): Generator<Fault> {
  if (schema.anyOf !== undefined) {
    const branch = schema.anyOf.find(({ type }) => type === typeName(value));
    if (branch !== undefined) yield* faultsOf(branch, value, path);
    else {
      const first = schema.anyOf[0] as Schema;
      yield { path, sentence: first['x-sentence'] ?? typeSentences[first.type ?? ''] ?? 'Input is invalid' };
    }
    return;
  }
  let found = false;
  if (schema.type === 'object' && typeName(value) === 'object') {
    for (const fault of memberFaults(schema, value as Record<string, unknown>, path)) {
      found = true;
      yield fault;
    }
  }
  if (found) return;
  const error = firstError(schema, value);
  if (error.instancePath === '' || schema.items === undefined) {
    const within = error.instancePath === '' ? [] : error.instancePath.slice(1).split('/');
    yield { path: [...path, ...within], sentence: sentence(error) };
  }
  if (schema.items !== undefined && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* faultsOf(schema.items, item, [...path, index]);
  }
}

function* memberFaults(schema: Schema, value: Record<string, unknown>, path: Path): Generator<Fault> {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const here = [...path, name];
    if (Object.hasOwn(value, name)) yield* faultsOf(member, value[name], here);
    else if (schema.required?.includes(name)) yield { path: here, sentence: 'Field required' };
  }
  for (const name of Object.keys(value)) {
    if (schema.properties && Object.hasOwn(schema.properties, name)) continue;
    const here = [...path, name];
    if (schema.additionalProperties === false) {
      yield { path: here, sentence: 'Extra inputs are not permitted' };
      continue;
    }
    if (schema.propertyNames) yield* faultsOf(schema.propertyNames, name, here);
    for (const [pattern, member] of Object.entries(schema.patternProperties ?? {})) {
      if (new RegExp(pattern, 'u').test(name)) yield* faultsOf(member, value[name], here);
    }
    if (schema.additionalProperties) yield* faultsOf(schema.additionalProperties, value[name], here);
  }
}

/** A lone surrogate or U+0000 in any string or member name; JSON’s escapes allow them. */
function isBroken(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => isBroken(name) || isBroken(member));
}

function* brokenStrings(value: unknown, path: Path): Generator<Fault> {
  if (!isBroken(value)) return;
  if (typeof value === 'string') {
    yield { path, sentence: 'String should not contain U+0000 or a lone surrogate' };
    return;
  }
  for (const [name, member] of Object.entries(value as object)) {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    yield* brokenStrings(name, here);
    yield* brokenStrings(member, here);
  }
}

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

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

const typeSentences: Record<string, string> = {
  string: 'Input should be a valid string',
  integer: 'Input should be a valid integer',
  number: 'Input should be a valid number',
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
  exclusiveMinimum: ({ params }) => `Input should be greater than ${params.limit}`,
  maximum: ({ params }) => `Input should be less than or equal to ${params.limit}`,
  enum: ({ params }) => `must be one of ${list(params.allowedValues)}`,
  const: ({ params }) => `must be '${params.allowedValue}'`,
  minItems: ({ params }) => `List should have at least ${plural(params.limit, 'item')}`,
  maxItems: ({ params }) => `List should have at most ${plural(params.limit, 'item')}`,
  uniqueItems: () => 'List should not name an item twice',
  maxProperties: ({ params }) => `Dictionary should have at most ${plural(params.limit, 'item')}`,
};

function sentence(error: ErrorObject): string {
  const { keyword, parentSchema } = error;
  const isOwn = ['pattern', 'const', 'not'].includes(keyword) || parentSchema?.enum !== undefined;
  return (isOwn && parentSchema?.['x-sentence']) || (sentences[error.keyword]?.(error) ?? 'Input is invalid');
}
