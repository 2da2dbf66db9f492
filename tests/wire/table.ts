/** A value as the title of a test, cut when long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const characters = [...text];
  return characters.length > 70
    ? `${characters.slice(0, 60).join('')}… (${characters.length} characters)`
    : text;
}

/** As many tags as asked, named `key0`, `key1`, … */
export function manyTags(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, number) => [`key${number}`, 'value']));
}

/** What no string on the wire may hold, by its name. */
export const forbiddenText: [name: string, text: string][] = [
  ['U+0000', 'a\u0000b'],
  ['a lone high surrogate', 'a\ud83d'],
  ['a lone low surrogate', '\ude00b'],
];

/** Server-owned members, which no request may set. */
export const serverOwned: [member: string, value: unknown][] = [
  ['id', 'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ'],
  ['type', 'workspace'],
  ['created_at', '2024-10-30T23:58:27.427722Z'],
  ['archived_at', null],
  ['compartment_id', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
];

/** Ids that name nothing, well formed or not, as they stand in a path. */
export const namelessIds = [
  'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ',
  'wrkspc_01',
  'wrkspc_',
  'wrkspc_01JwQvzr7rXLA5AGx3HKfFU',
  'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJJ',
  'wrkspc_01zzzzzzzzzzzzzzzzzzzzzz',
  'wrkspc_010OIl0OIl0OIl0OIl0OIl0O',
  'wrkspc_02JwQvzr7rXLA5AGx3HKfFUJ',
  'user_01JwQvzr7rXLA5AGx3HKfFUJ',
  'default',
  'null',
  '1',
  '%00',
  '%F0%9F%98%80',
  '%27%20OR%201=1--',
  '..%2Fworkspaces',
  'x'.repeat(5_000),
];
