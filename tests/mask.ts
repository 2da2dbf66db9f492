const id =
  /\b(?:wrkspc|req|apikey)_01[1-9A-HJ-NP-Za-km-z]{22}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** What differs each time, and what stands in its place. */
const others: [RegExp, string][] = [
  [/\bsk-ant-admin01-[\w-]+…?|sk-ant-admin01-…/g, 'KEY'],
  [/(?<=key\.hint +)\S+/g, 'HINT'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z/g, 'TIME'],
  [/^\[\d\d:\d\d:\d\d\.\d{3}\]/gm, '[TIME]'],
  [/<?\b\d+ ms\b/g, 'N ms'],
  [/#[0-9A-F]{6}\b/g, 'COLOUR'],
  [/ +$/gm, ''],
];

/**
 * Masks what differs from run to run. An id becomes its number in order of appearance, so that one function, given all
 * texts in their order, also tells whether the same id stands in the same places.
 */
export function createMask(): (text: string) => string {
  const numbers = new Map<string, string>();
  const numbered = (found: string) => {
    const known = numbers.get(found) ?? `ID${numbers.size + 1}`;
    numbers.set(found, known);
    return known;
  };
  return (text) =>
    others
      .reduce((masked, [pattern, word]) => masked.replaceAll(pattern, word), text.replaceAll(id, numbered))
      .trim();
}
