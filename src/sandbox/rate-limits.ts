import { ApiError } from '../contract/errors.ts';

interface Limit {
  perMinute: number;
  count: number;
  /** When counting begins again, by the monotonic clock, in ms. */
  until: number;
}

const minute = 60_000;
/** A time in whole seconds, and no earlier. */
const secondOf = (ms: number) => new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000', '');

/** The rate limits that organizations of a sandbox have of their own; a minute begins with its first request. */
export class RateLimits {
  readonly #limits = new Map<string, Limit>();

  /** Limits an organization to so many requests a minute from now on; 0 for no limit of its own. */
  set(organizationId: string, perMinute: number): void {
    if (perMinute === 0) this.#limits.delete(organizationId);
    else this.#limits.set(organizationId, { perMinute, count: 0, until: 0 });
  }

  /**
   * Counts a request, and returns what its response says of the limit, as headers; undefined if the organization has none of
   * its own. Throws 429 if it is exceeded.
   */
  take(organizationId: string): Record<string, string> | undefined {
    const limit = this.#limits.get(organizationId);
    if (limit === undefined) return undefined;
    const now = performance.now();
    if (now >= limit.until) Object.assign(limit, { count: 0, until: now + minute });
    limit.count += 1;
    const left = limit.until - now;
    const headers = {
      'anthropic-ratelimit-requests-limit': String(limit.perMinute),
      'anthropic-ratelimit-requests-remaining': String(Math.max(limit.perMinute - limit.count, 0)),
      'anthropic-ratelimit-requests-reset': secondOf(Date.now() + left),
    };
    if (limit.count <= limit.perMinute) return headers;
    throw new ApiError(
      'rate_limit_error',
      `Rate limit exceeded: ${limit.perMinute} requests a minute per organization.`,
      { headers: { ...headers, 'retry-after': String(Math.ceil(left / 1000)) } },
    );
  }
}
