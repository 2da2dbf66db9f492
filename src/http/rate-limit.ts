import { ApiError } from '../contract/errors.ts';

/** Throws 429 if an organization exceeds its rate limit. */
export type RateLimit = (organizationId: string) => void;

const minute = 60_000;

/** Limits each organization to `perMinute` requests in each minute of this process's uptime; 0 means no limit. */
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
    throw new ApiError(
      'rate_limit_error',
      `Rate limit exceeded: ${perMinute} requests a minute per organization.`,
      {
        headers,
      },
    );
  };
}
