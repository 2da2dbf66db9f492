import { ApiError } from '../api/client.ts';
import { errorText } from '../components/states.tsx';

const fields = ['name', 'display_color', 'data_residency', 'tags'] as const;
type FieldName = (typeof fields)[number];

/** What is wrong with a field. */
export interface FieldFault {
  text: string;
  /** The server's sentence, if the text is ours. */
  details?: string;
}

/** Our texts for the server's sentences that people meet most. */
const texts: readonly [RegExp, string][] = [
  [/^name: String should have at least 1 character$/, 'Enter a name.'],
  [/^name: String should have at most (\d+) characters$/, 'Use at most $1 characters.'],
  [/^display_color: String should match pattern .+$/, 'Enter a colour like #6C5BB9.'],
  [/^tags: String should have at least 1 character$/, 'Enter a key for each tag.'],
  [/^tags: Dictionary should have at most (\d+) items$/, 'Use at most $1 tags.'],
  [/^tags\.(.+): Keys should not begin with 'anthropic'$/, 'Keys can’t begin with “anthropic”: $1'],
  [/^tags\.(.+): String should have at most (\d+) characters$/, '$1: Use at most $2 characters.'],
];

/** The fault, if the error is about this field; a member inside the field is named before the sentence. */
export function faultOf(error: Error | null, field: FieldName): FieldFault | undefined {
  if (!(error instanceof ApiError) || error.field === null) return undefined;
  if (error.field !== field && !error.field.startsWith(`${field}.`)) return undefined;
  const details = errorText(error);
  const [pattern, text] = texts.find(([sentence]) => sentence.test(details)) ?? [];
  if (pattern && text) return { text: details.replace(pattern, text), details };
  return { text: error.field === field ? error.message : details.slice(field.length + 1) };
}

/** The key of the tag that the error is about, if it names one. */
export function faultyTag(error: Error | null): string | undefined {
  const [, key] = /^tags\.(.+)$/s.exec((error instanceof ApiError && error.field) || '') ?? [];
  return key;
}

/** The sentence of an error that belongs to no field of the form. */
export function formFault(error: Error | null): string | undefined {
  if (error === null || fields.some((field) => faultOf(error, field) !== undefined)) return undefined;
  return error instanceof ApiError
    ? errorText(error)
    : `${error.message} What you entered is kept. Try again.`;
}

/** A fault below its field. */
export function Fault({ id, fault }: { id: string; fault: FieldFault | undefined }) {
  if (fault === undefined) return null;
  return (
    <>
      <p className="fault" id={id} role="alert">
        {fault.text}
      </p>
      {fault.details && (
        <details className="fault-details">
          <summary>Details</summary>
          <code>{fault.details}</code>
        </details>
      )}
    </>
  );
}
