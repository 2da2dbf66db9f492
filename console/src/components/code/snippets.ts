import { curlSample } from '../../../../src/samples/curl.ts';
import { pythonSample, typescriptSample } from '../../../../src/samples/sdk.ts';
import { operationOf } from '../../api/operations.ts';
import type { Route } from '../../api/routes.ts';
import { type Sample, sampleOf } from './samples.ts';
import { terraform } from './terraform.ts';

/** A request of the API, without the key. */
export interface Requested {
  route: Route;
  input: {
    params?: object | undefined;
    query?: object | undefined;
    body?: object | undefined;
  };
}

interface Snippet {
  language: string;
  text: string;
}

/** The request in each language that can express it; keys and the server are read from the environment. */
export function snippetsOf({ route, input }: Requested): Snippet[] {
  const { id } = operationOf(route);
  const operation = sampleOf(route);
  const request = tidy(input);
  const resource = terraform(id, request);
  return [
    { language: 'curl', text: curlSample(operation, request) },
    { language: 'TypeScript', text: typescriptSample(operation, request) },
    { language: 'Python', text: pythonSample(operation, request) },
    ...(operation.options ? [{ language: 'CLI', text: command(id, operation.options, request) }] : []),
    ...(resource === undefined ? [] : [{ language: 'Terraform', text: resource }]),
  ];
}

/** What is sent of it: parts and parameters without a value are left out. */
interface Tidy {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

function tidy(input: Requested['input']): Tidy {
  const parts = Object.entries(input).map(
    ([name, part]) => [name, given(part ?? {}, name === 'query')] as const,
  );
  return Object.fromEntries(parts.filter(([name, part]) => name === 'body' || Object.keys(part).length > 0));
}

const given = (part: object, isQuery: boolean) =>
  Object.fromEntries(
    Object.entries(part).filter(
      ([, value]) => value !== undefined && !(isQuery && (value === '' || isEmpty(value))),
    ),
  );
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** By the command line, which reads the server and the key from the environment too. */
function command(
  id: string,
  options: NonNullable<Sample['options']>,
  { params = {}, query = {}, body = {} }: Tidy,
): string {
  const [resource = '', verb = ''] = id.replaceAll('_', '-').split('.');
  const words = options.flatMap(({ path, flag }) => {
    const value = valueAt({ ...query, ...body }, path);
    return value === undefined || value === null ? [] : flags(flag, value);
  });
  return ['workspaced', resource, verb, ...Object.values(params).map(word), ...words].join(' ');
}

function valueAt(object: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (inner as Record<string, unknown> | undefined)?.[name],
    object,
  );
}

function flags(flag: string, value: unknown): string[] {
  if (value === true) return [flag];
  if (value === false) return [];
  if (Array.isArray(value)) return value.map((each) => `${flag} ${word(String(each))}`);
  if (typeof value !== 'object') return [`${flag} ${word(String(value))}`];
  return Object.entries(value as object).map(
    ([name, each]) => `${flag} ${word(each === null ? name : `${name}=${each}`)}`,
  );
}

/** A word as a POSIX shell reads it. */
const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
