import type { WriteCall } from '../call.ts';
import type { Clock } from '../contract/clock.ts';
import { firstIdAt } from '../contract/id.ts';
import type { Transaction } from '../db/database.ts';

/** How long after a create its retries are recognised, in microseconds (contract, section 3). */
export const replayWindow = 60_000_000;

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

/** Whether such a response was noted lately; most creates are saved the look-up. */
export const isAnyUndelivered = ({ db, now }: Pick<WriteCall, 'db' | 'now'>) =>
  db.latestUndelivered >= oldestRetried(now);
