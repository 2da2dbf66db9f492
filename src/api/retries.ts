import type { WriteCall } from '../call.ts';
import type { Clock } from '../contract/clock.ts';
import { firstIdAt } from '../contract/id.ts';
import { replayWindow } from '../contract/replay-window.ts';
import type { Transaction } from '../db/database.ts';

/** The lowest ID of workspaces of that moment: moments are noted, and compared, in this form. */
export const idAt = (microseconds: number) => firstIdAt('wrkspc', microseconds);
/** By clock; valid until then, in ms: making an id costs more than comparing with it. */
const oldest = new WeakMap<Clock, { until: number; id: string }>();

/** What was created before this moment is too old for retries. */
export function oldestRetried(clock: Clock): string {
  const now = performance.now();
  let known = oldest.get(clock);
  if (known === undefined || now >= known.until) {
    known = { until: now + 1000, id: idAt(clock.ago(replayWindow)) };
    oldest.set(clock, known);
  }
  return known.id;
}

/** Notes that the response to a create wasn't delivered, so that later creates look for it, until it is too long ago. */
export const noteUndelivered = (tx: Transaction) => tx.noteUndelivered(idAt(tx.moment));

/** A create to find earlier identical ones of. */
export type Create = Pick<WriteCall, 'db' | 'organizationId' | 'requestHash' | 'now'>;

/** Organizations of which hashes are remembered. */
const mostRemembered = 1000;

/** Tells of which creates there may be one whose response wasn't delivered: most are saved the look-up. */
export class Undelivered {
  /** By organization, the hashes of such creates, as long as no other one is noted. */
  readonly #known = new Map<string, { latest: string; hashes: Set<string | null> }>();
  readonly #find: (create: Create) => Promise<{ request_hash: string | null }[]>;

  /** `find` looks up those of the organization. */
  constructor(find: (create: Create) => Promise<{ request_hash: string | null }[]>) {
    this.#find = find;
  }

  /** Whether there may be an identical one. */
  async mayBe(create: Create): Promise<boolean> {
    const { db, organizationId, requestHash, now } = create;
    const latest = db.latestUndelivered;
    if (latest < oldestRetried(now)) return false;
    let known = this.#known.get(organizationId);
    if (known?.latest !== latest) {
      const found = await this.#find(create);
      known = { latest, hashes: new Set(found.map(({ request_hash }) => request_hash)) };
      if (this.#known.size >= mostRemembered) this.#known.clear();
      this.#known.set(organizationId, known);
    }
    return known.hashes.has(requestHash);
  }

  /** Notes that there is none any more. */
  forget({ organizationId, requestHash }: Create): void {
    this.#known.get(organizationId)?.hashes.delete(requestHash);
  }
}
