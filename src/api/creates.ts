import { Undecided, type WriteCall } from '../call.ts';
import { type Clock, timestamp } from '../contract/clock.ts';
import type { Transaction } from '../db/database.ts';

/** How long retries of a create are recognised, in microseconds (contract, section 3). */
const replayWindow = 60_000_000;

/** A create that an identical one may be the retry of. */
interface Made {
  id: string;
  /** The highest retry count that it was returned to. */
  replays: number;
}

/** What recognising retries needs. */
export interface CreateTools {
  now: Clock;
  safeReplays: boolean;
  /** Called each time that a retry is recognised. */
  onReplayClaimed: () => void;
}

/**
 * Recognises retries of creates of objects that aren’t workspaces, which are too many for this: by their retry count, or
 * because the first response wasn’t delivered (contract, section 3). With an `Idempotency-Key`, a retry doesn’t come here.
 */
export class Creates {
  readonly #tools: CreateTools;

  constructor(tools: CreateTools) {
    this.#tools = tools;
  }

  /** The id of the object that an identical create made, if this one is its retry. */
  async claim(call: WriteCall): Promise<string | undefined> {
    const { db, organizationId, requestHash, replay, delivery } = call;
    if (!this.#tools.safeReplays || delivery === undefined) return undefined;
    const since = timestamp(this.#tools.now.ago(replayWindow));
    const candidates = await db.all<Made & { undelivered: number }>(
      `SELECT id, replays, undelivered FROM recent_creates
       WHERE organization_id = $1 AND request_hash = $2 AND created_at >= $3
       ORDER BY replays DESC, undelivered DESC, id`,
      organizationId,
      requestHash,
      since,
    );
    const numbered = replay > 0 ? candidates.find(({ replays }) => replays < replay) : undefined;
    if (numbered === undefined && delivery.isUndecided) throw new Undecided();
    const undelivered = candidates.filter((candidate) => candidate.undelivered === 1);
    const made = numbered ?? undelivered.sort((one, other) => (one.id < other.id ? -1 : 1))[0];
    if (made === undefined) return undefined;
    const replays = Math.max(replay, made.replays + 1);
    await db.run(
      `UPDATE recent_creates SET replays = $1, undelivered = 0
       WHERE organization_id = $2 AND request_hash = $3 AND id = $4`,
      replays,
      organizationId,
      requestHash,
      made.id,
    );
    this.#watch(call, { id: made.id, replays }, false);
    this.#tools.onReplayClaimed();
    return made.id;
  }

  /** Notes what a create made, so that its retries are recognised. */
  async note(call: WriteCall, id: string): Promise<void> {
    const { db, organizationId, requestHash, delivery } = call;
    if (!this.#tools.safeReplays || delivery === undefined) return;
    const undelivered = delivery.hungUp;
    await db.run(
      'DELETE FROM recent_creates WHERE organization_id = $1 AND created_at < $2',
      organizationId,
      timestamp(this.#tools.now.ago(2 * replayWindow)),
    );
    await db.run(
      `INSERT INTO recent_creates (organization_id, request_hash, id, replays, undelivered, created_at)
       VALUES ($1, $2, $3, 0, $4, $5)`,
      organizationId,
      requestHash,
      id,
      undelivered ? 1 : 0,
      timestamp(this.#tools.now()),
    );
    this.#watch(call, { id, replays: 0 }, undelivered);
  }

  /** Notes that the retry that claimed an object made another one in its place. */
  async replace(call: WriteCall, claimed: string, id: string): Promise<void> {
    const { db, organizationId, requestHash, delivery } = call;
    const undelivered = delivery?.hungUp === true;
    const made = await db.get<Made>(
      `UPDATE recent_creates SET id = $1, undelivered = $2, created_at = $3
       WHERE organization_id = $4 AND request_hash = $5 AND id = $6 RETURNING id, replays`,
      id,
      undelivered ? 1 : 0,
      timestamp(this.#tools.now()),
      organizationId,
      requestHash,
      claimed,
    );
    if (made !== undefined) this.#watch(call, made, undelivered);
  }

  #watch({ delivery, organizationId, requestHash }: WriteCall, made: Made, undelivered: boolean): void {
    delivery?.watch(undelivered, (tx, news) => mark(tx, organizationId, requestHash, made, news));
  }
}

/** Records whether the response couldn’t be delivered, unless the object was returned to a retry since. */
async function mark(
  tx: Transaction,
  organizationId: string,
  requestHash: string,
  { id, replays }: Made,
  undelivered: boolean,
): Promise<void> {
  await tx.run(
    `UPDATE recent_creates SET undelivered = $1
     WHERE organization_id = $2 AND request_hash = $3 AND id = $4 AND replays = $5`,
    undelivered ? 1 : 0,
    organizationId,
    requestHash,
    id,
    replays,
  );
}
