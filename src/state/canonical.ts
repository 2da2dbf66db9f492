import type { TSchema } from 'typebox';

/** The parts of a schema that give an order. */
interface Shape {
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
}

/** The same value with the members of objects in the order of the schema, and without those that are undefined. */
export function canonical<T>(schema: TSchema | Shape, value: T): T {
  return ordered(schema, value) as T;
}

function ordered(shape: Shape | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(shape?.items, item));
  if (typeof value !== 'object' || value === null) return value;
  const { properties } = shape ?? {};
  const members = value as Record<string, unknown>;
  const known = Object.keys(properties ?? {}).filter((name) => Object.hasOwn(members, name));
  const names = new Set([...known, ...Object.keys(members)]);
  const entries = Array.from(names, (name) => [name, ordered(properties?.[name], members[name])]);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}
