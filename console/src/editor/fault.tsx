import { ApiError } from '../api/client.ts';
import { errorText } from '../components/states.tsx';

const fields = ['name', 'display_color', 'data_residency', 'tags'] as const;
type FieldName = (typeof fields)[number];

/** The server's sentence, if it is about this field; what is inside the field is named before it. */
export function faultOf(error: Error | null, field: FieldName): string | undefined {
  if (!(error instanceof ApiError) || error.field === null) return undefined;
  if (error.field === field) return error.message;
  return error.field.startsWith(`${field}.`)
    ? `${error.field.slice(field.length + 1)}: ${error.message}`
    : undefined;
}

/** The key of the tag that the sentence is about, where it is about one. */
export function faultyTag(error: Error | null): string | undefined {
  const [, key] = /^tags\.(.+)$/s.exec((error instanceof ApiError && error.field) || '') ?? [];
  return key;
}

/** The sentence of an error that belongs to no field of the form. */
export function formFault(error: Error | null): string | undefined {
  if (error === null || fields.some((field) => faultOf(error, field) !== undefined)) return undefined;
  return error instanceof ApiError ? errorText(error) : `${error.message} What you typed is kept; try again.`;
}

/** A sentence at its field. */
export function Fault({ id, text }: { id: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p className="fault" id={id} role="alert">
      {text}
    </p>
  );
}
