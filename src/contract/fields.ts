import { type Static, type TSchema, Type } from 'typebox';

/** A member that may be absent or null. */
export const nullable = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

/** A member of a response that may be null. */
export const orNull = <T extends TSchema>(schema: T, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });

/** A time in a response. */
export const timestamp = Type.String({
  format: 'date-time',
  description: 'RFC 3339, UTC, six fractional digits.',
});

/** One of these words; the error lists them in this order, as in “Input should be 'a', 'b' or 'c'”. */
export function oneOf<const T extends string>(values: readonly T[], options: object = {}) {
  const quoted = values.map((value) => `'${value}'`);
  const list = [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter(Boolean).join(' or ');
  return Type.Unsafe<T>({
    type: 'string',
    enum: values,
    'x-sentence': `Input should be ${list}`,
    ...options,
  });
}

/** A map from names to such values. */
export const map = <T extends TSchema>(value: T, options: object = {}) =>
  Type.Unsafe<Record<string, Static<T>>>({ type: 'object', additionalProperties: value, ...options });

/** No other members. */
export const strict = { additionalProperties: false };
