import { ApiError } from '../contract/errors.ts';

/** Throws 429 if an organization exceeds its rate limit; may return what its responses say of it, as headers. */
export type RateLimit = (organizationId: string) => Readonly<Record<string, string>> | undefined;

const minute = 60_000;
/** Above this, counts begin anew: whoever has that many addresses isn’t held up by counting them. */
const mostParties = 100_000;

/** Limits each organization to `perMinute` requests in each minute of this process's uptime; 0 means no limit. */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return () => undefined;
  const counts = new Counts();
  return (organizationId) => {
    if (counts.add(organizationId, 1) <= perMinute) return undefined;
    throw tooMany(
      `Rate limit exceeded: ${perMinute} requests a minute per organization.`,
      counts.secondsLeft(),
    );
  };
}

/** Limits how many wrong tokens can be tried from an address in each minute of this process’s uptime. */
export class Tries {
  static readonly perMinute = 30;
  readonly #counts = new Counts();

  /** Counts a try, as wrong until it turns out to be right; throws 429 if there were too many. */
  begin(address: string): void {
    if (this.#counts.of(address) >= Tries.perMinute) throw tooManyTries(this.#counts.secondsLeft());
    this.#counts.add(address, 1);
  }

  /** Doesn’t count it any more. */
  right(address: string): void {
    if (this.#counts.of(address) > 0) this.#counts.add(address, -1);
  }
}

/** 429 for an address that has tried too many wrong tokens. */
export const tooManyTries = (seconds: number) =>
  tooMany('Too many wrong tokens were tried from your address. Try again in a minute.', seconds);

const tooMany = (message: string, seconds: number) =>
  new ApiError('rate_limit_error', message, { headers: { 'retry-after': String(seconds) } });

/** Counts per party in the current minute of this process’s uptime. */
class Counts {
  readonly #counts = new Map<string, number>();
  #ends = 0;

  of(party: string): number {
    const time = performance.now();
    if (time >= this.#ends || this.#counts.size > mostParties) {
      this.#counts.clear();
      this.#ends = (Math.floor(time / minute) + 1) * minute;
    }
    return this.#counts.get(party) ?? 0;
  }

  add(party: string, more: number): number {
    const count = this.of(party) + more;
    this.#counts.set(party, count);
    return count;
  }

  secondsLeft(): number {
    return Math.ceil((this.#ends - performance.now()) / 1000);
  }
}
