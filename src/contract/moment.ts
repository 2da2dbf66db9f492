const moment = /^(\d{4}-\d\d-\d\d)T(?!24)\d\d:\d\d:\d\d(\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const last = Date.parse('9999-12-31T23:59:59Z');

/**
 * A date and time in RFC 3339 format, in any time zone, in microseconds since 1970; undefined if the text isn’t one, or is
 * after the year 9999.
 */
export function parseMoment(text: string): number | undefined {
  const [matched, day = '', fraction = ''] = moment.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const milliseconds = Date.parse(text.replace(fraction, ''));
  // Dates that don’t exist roll over to the next month.
  const isReal = milliseconds <= last && new Date(day).toISOString().startsWith(day);
  return isReal ? milliseconds * 1000 + Number(fraction.slice(1, 7).padEnd(6, '0')) : undefined;
}
