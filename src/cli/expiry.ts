import { InvalidArgumentError } from 'commander';
import { timestamp } from '../contract/clock.ts';
import { parseShortDuration } from '../contract/duration.ts';
import { parseMoment } from '../contract/moment.ts';

const lastMoment = Date.parse('9999-12-31T23:59:59Z') * 1000;

/** A duration in ms: `30d`, `12h`, `15m` or `90s`. */
export function readSpan(text: string): number {
  const seconds = parseShortDuration(text);
  if (seconds === undefined)
    throw new InvalidArgumentError('It should be a duration such as 30d, 12h or 15m.');
  return seconds * 1000;
}

/** The time after this duration. */
export const readDuration = (text: string) => future((Date.now() + readSpan(text)) * 1000);

/** A future time in RFC 3339 format, in any time zone. */
export function readMoment(text: string): string {
  const moment = parseMoment(text);
  if (moment === undefined) {
    throw new InvalidArgumentError('It should be a date and time such as 2030-01-31T12:00:00Z.');
  }
  return future(Math.floor(moment));
}

/** Normalised, because times are compared as texts. */
function future(microseconds: number): string {
  if (microseconds <= Date.now() * 1000) throw new InvalidArgumentError('It should be in the future.');
  if (microseconds > lastMoment) throw new InvalidArgumentError('It should be before the year 10000.');
  return timestamp(microseconds);
}
