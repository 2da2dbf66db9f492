/** A Markdown table; the first row is its head, all columns but the first are figures. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `12,345`; a dash where there is nothing. */
export const count = (value: number): string =>
  Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '–';

/** Two decimals below 10, one below 100, none above. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? count(value) : value.toFixed(value >= 10 ? 1 : 2);
}

/** Microseconds, as ms where they are many. One of the load tools knows only whole ms. */
export function time(microseconds: number): string {
  if (microseconds === 0) return '< 1 ms';
  return microseconds >= 1000 ? `${short(microseconds / 1000)} ms` : withUnit(microseconds, 'µs');
}

/** A dash where there is nothing. */
export const withUnit = (value: number, unit: string): string =>
  Number.isFinite(value) ? `${short(value)} ${unit}` : '–';
