const last = Date.parse('9999-12-31T23:59:59Z');
const dateTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/**
 * A time in RFC 3339 format, in any time zone and letter case, as microseconds since 1970, with a half for any smaller
 * fraction; undefined for any other text.
 */
export function parseMoment(text: string): number | undefined {
  const [, day = '', time = '', fraction = '', zone = ''] = dateTime.exec(text.toUpperCase()) ?? [];
  const milliseconds = Date.parse(`${day}T${time}${zone}`);
  if (!(milliseconds <= last) || startOf(day) === undefined || time.startsWith('24')) return undefined;
  const rest = /[1-9]/.test(fraction.slice(6)) ? 0.5 : 0;
  return milliseconds * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0')) + rest;
}

/** The beginning of a date such as `2026-01-31`, in UTC, as microseconds since 1970; undefined if there is no such date. */
export function startOf(date: string): number | undefined {
  const milliseconds = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  // Dates that don't exist roll over to the next month.
  const exists = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
  return exists ? milliseconds * 1000 : undefined;
}
