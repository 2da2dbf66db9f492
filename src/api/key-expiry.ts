import { timestamp } from '../contract/clock.ts';
import { invalid } from '../contract/errors.ts';
import { parseMoment } from '../contract/moment.ts';

/** A day in microseconds. */
const day = 86_400_000_000;

/**
 * When a new key expires, null for never; throws 400 unless that is in the future, and within `maxDays` from now unless those
 * are 0.
 */
export function keyExpiry(asked: string | null | undefined, now: number, maxDays = 0): string | null {
  const last = maxDays === 0 ? undefined : now + maxDays * day;
  if (asked == null) return last === undefined ? null : timestamp(last);
  const expiry = parseMoment(asked);
  if (expiry === undefined) throw invalid('expires_at', 'Input should be a valid datetime');
  if (expiry <= now) throw invalid('expires_at', 'Input should be in the future');
  if (last !== undefined && expiry > last) {
    throw invalid('expires_at', `should be at most ${maxDays} days from now`);
  }
  return timestamp(Math.floor(expiry));
}
