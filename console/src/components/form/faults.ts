import { createContext, use } from 'react';
import { ApiError } from '../../api/client.ts';

/** What is wrong with a field. */
export interface FieldFault {
  text: string;
  /** The server’s sentence, if the text is ours. */
  details?: string;
  /** What inside the field it is about, such as the key of a tag. */
  inside?: string | undefined;
}

/** Our texts for the server’s sentences that people meet most. */
const texts: readonly [RegExp, string][] = [
  [/^tags\.: String should have at least 1 character$/, 'Enter a key for each tag.'],
  [/^tags: Dictionary should have at most (\d+) items$/, 'Use at most $1 tags.'],
  [/^tags\.(.+): Keys should not begin with 'anthropic'$/, 'Keys can’t begin with “anthropic”: $1'],
  [/^tags\.(.+): String should have at most (\d+) characters$/, '$1: Use at most $2 characters.'],
  [/^name: String should have at least 1 character$/, 'Enter a name.'],
  [/^email: (Field required|Input should be an email address)$/, 'Enter an email address.'],
  [/^display_color: String should match pattern .+$/, 'Enter a colour like #6C5BB9.'],
  [/^name: String should match pattern .+$/, 'Use lower-case letters, digits and hyphens.'],
  [/^(scope|principal)\.\w+: Field required$/, 'Choose one.'],
  [/^expires_at: Input should be a valid datetime$/, 'Enter a date.'],
  [/^expires_at: (Input )?should be in the future$/, 'Choose a date in the future.'],
  [/^scopes: List should have at least 1 item.*$/, 'Choose at least one scope.'],
  [/^\w+: String should have at most (\d+) characters$/, 'Use at most $1 characters.'],
];

/** The faults of a form by the names of its fields; empty if the error is about none of them. */
export function faultsOf(error: Error | null, fields: readonly string[]): Record<string, FieldFault> {
  if (!(error instanceof ApiError) || error.field === null) return {};
  const path = error.field;
  const field = fields.find((name) => path === name || path.startsWith(`${name}.`));
  return field === undefined ? {} : { [field]: faultOf(error, path, field) };
}

function faultOf({ message }: ApiError, path: string, field: string): FieldFault {
  const inside = path === field ? undefined : path.slice(field.length + 1);
  const details = `${path}: ${message}`;
  const [pattern, text] = texts.find(([sentence]) => sentence.test(details)) ?? [];
  if (pattern && text) return { text: details.replace(pattern, text), details, inside };
  return { text: inside === undefined ? message : `${inside}: ${message}`, inside };
}

export const FaultsContext = createContext<Record<string, FieldFault>>({});

/** The fault of the field with this name in the form around it. */
export const useFault = (name: string): FieldFault | undefined => use(FaultsContext)[name];
