import { ApiError } from '../contract/errors.ts';

/** Throws 429 where an organization has used up its minute. */
export type RateLimit = (organizationId: string) => void;

const minute = 60_000;

/** At most `perMinute` requests of each organization in each minute that this process has run; 0: no limit. */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return () => {};
  const counts = new Map<string, number>();
  let ends = 0;
  return (organizationId) => {
    const time = performance.now();
    if (time >= ends) {
      counts.clear();
      ends = (Math.floor(time / minute) + 1) * minute;
    }
    const count = (counts.get(organizationId) ?? 0) + 1;
    counts.set(organizationId, count);
    if (count <= perMinute) return;
    const headers = { 'retry-after': String(Math.ceil((ends - time) / 1000)) };
    throw new ApiError('rate_limit_error', `This organization may send ${perMinute} requests a minute.`, {
      headers,
    });
  };
}
