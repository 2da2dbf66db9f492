import { InvalidArgumentError } from 'commander';
import { timestamp } from '../contract/clock.ts';

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const lastMoment = Date.parse('9999-12-31T23:59:59Z');

/** The time after this duration: `30d`, `12h`, `15m` or `90s`. */
export function readDuration(text: string): string {
  const [, count, unit = ''] = /^([1-9]\d{0,9})([smhd])$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It should be a duration such as 30d, 12h or 15m.');
  return future(Date.now() + Number(count) * (units[unit] ?? 0) * 1000);
}

/** A future time in RFC 3339 format, in any time zone. */
export function readMoment(text: string): string {
  const milliseconds = moment.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds) || !isDay(text.slice(0, 10)) || text.startsWith('T24', 10)) {
    throw new InvalidArgumentError('It should be a date and time such as 2030-01-31T12:00:00Z.');
  }
  return future(milliseconds);
}

/** Whether the date exists: invalid ones roll over to the next month. */
const isDay = (text: string) => new Date(text).toISOString().startsWith(text);

/** Normalised, because times are compared as texts. */
function future(milliseconds: number): string {
  if (milliseconds <= Date.now()) throw new InvalidArgumentError('It should be in the future.');
  if (milliseconds > lastMoment) throw new InvalidArgumentError('It should be before the year 10000.');
  return timestamp(milliseconds * 1000);
}
