import { InvalidArgumentError, Option } from 'commander';

/** The parts of a JSON Schema that commands are made from. */
export interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  maximum?: number;
  const?: unknown;
  enum?: readonly string[];
  /** What the API says of any other value. Geos have none: they are a matter of the server’s settings. */
  'x-sentence'?: string;
  items?: Schema;
  anyOf?: Schema[];
  /** Set for members that are always refused. */
  not?: object;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  additionalProperties?: Schema | boolean;
}

/** A member of a body or a query as an option of a command. */
export interface Member {
  /** Where its value goes: `['data_residency', 'workspace_geo']`. */
  path: readonly string[];
  option: Option;
}

/** The members of an object's schema as options; nested objects are flattened. */
export function membersOf(schema: Schema | undefined, path: readonly string[] = []): Member[] {
  const names = Object.keys(schema?.properties ?? {});
  return Object.entries(schema?.properties ?? {}).flatMap(([name, property]) => {
    if (property.not !== undefined) return [];
    const place = [...path, name];
    const [nested, ...others] = branches(property);
    if (nested?.properties !== undefined && others.length === 0) return membersOf(nested, place);
    const optional = path.length > 0 || property.default !== undefined || !schema?.required?.includes(name);
    // Nested types would get in each other's way.
    const flag = name === 'type' ? place.slice(-2).join('_') : name;
    return [{ path: place, option: optionFor(flag, property, names).makeOptionMandatory(!optional) }];
  });
}

/** The object made from the given options. */
export function collect(members: readonly Member[], options: Record<string, unknown>) {
  const whole: Record<string, unknown> = {};
  for (const { path, option } of members) {
    const value = options[option.attributeName()];
    if (value !== undefined) put(whole, path, value);
  }
  return whole;
}

function put(object: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) object[name] = value;
  else {
    object[name] ??= {};
    put(object[name] as Record<string, unknown>, rest, value);
  }
}

/** `others` are the names of the members beside it. */
function optionFor(name: string, property: Schema, others: readonly string[]): Option {
  const flag = flagOf(name);
  const all = branches(property);
  const description = property.description ?? all.find(({ description }) => description)?.description ?? '';
  const help = plain(description, others);
  const map = all.find(({ additionalProperties }) => typeof additionalProperties === 'object');
  if (map !== undefined) return mapOption(flag, help, map);
  if (all.some(({ type }) => type === 'array')) {
    return /s(\[\])?$/.test(name) ? listOption(flag, help, all) : repeatedOption(flag, help);
  }
  if (property.type === 'boolean') return new Option(flag, help);
  if (property.type === 'integer') return integerOption(flag, help, property);
  const words = wordsOf(all);
  const option = new Option(`${flag} <text>`, help);
  return words === undefined ? option : option.choices(words);
}

const flagOf = (name: string) => `--${name.replace('[]', '').replaceAll(/[_.]/g, '-')}`;

/** Markdown for a terminal: code without its marks, and names of members as their flags. */
export const plain = (markdown: string, members: readonly string[] = []) =>
  markdown.replaceAll(/`([^`]+)`/g, (_all, code) => (members.includes(code) ? flagOf(code) : code));

/** The words that one of these schemas allows, if every server allows the same. */
const wordsOf = (all: readonly Schema[]) =>
  all.find((schema) => schema['x-sentence'] !== undefined && schema.enum !== undefined)?.enum;

/** What a value may be besides null. */
const branches = (schema: Schema) => schema.anyOf?.filter(({ type }) => type !== 'null') ?? [schema];

/** Help lists no more words than this: types of activities would fill a screen. */
const mostListed = 10;

/** Comma-separated, repeated or both; or the word that the schema accepts instead of a list. The server checks each. */
function listOption(flag: string, help: string, all: Schema[]): Option {
  const word = all.find((branch) => branch.const !== undefined)?.const;
  const option = new Option(`${flag} <${word === undefined ? '' : `${word}|`}a,b>`, help);
  const words = wordsOf(all.flatMap(({ items = [] }) => items));
  if (words !== undefined && words.length <= mostListed) option.choices(words);
  return option.argParser((text, previous: string | string[] = []) =>
    text === word ? text : [previous, text.split(',')].flat(),
  );
}

/** A list that is named after one item, such as `tag`, is repeated for each: what it lists may have commas. */
const repeatedOption = (flag: string, help: string) =>
  new Option(`${flag} <text>`, help).argParser((text, previous: string[] = []) => [...previous, text]);

/** Repeated for each pair; if values can be null, a key alone means null. */
function mapOption(flag: string, help: string, map: Schema): Option {
  const removes = takesNull(map);
  const hint = removes ? 'Repeatable; a key without = removes it.' : 'Repeatable.';
  const option = new Option(`${flag} <key=value>`, help === '' ? hint : `${help} ${hint}`);
  return option.argParser((text, previous: Record<string, string | null> = {}) => {
    const split = text.indexOf('=');
    if (split < 0 && !removes) throw new InvalidArgumentError('It should be key=value.');
    return split < 0
      ? { ...previous, [text]: null }
      : { ...previous, [text.slice(0, split)]: text.slice(split + 1) };
  });
}

const takesNull = ({ additionalProperties: value }: Schema) =>
  typeof value === 'object' && value.anyOf?.some(({ type }) => type === 'null') === true;

/** Shows the default, but leaves it to the server. */
function integerOption(flag: string, help: string, { default: usual }: Schema): Option {
  const hint = usual === undefined ? '' : ` (default: ${usual})`;
  return new Option(`${flag} <number>`, help + hint).argParser(readInteger);
}

/** A whole number of at most 15 digits. */
export function readInteger(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('It should be a whole number.');
  return Number(text);
}
