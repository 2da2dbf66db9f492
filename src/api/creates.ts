import { Undecided, type WriteCall } from '../call.ts';
import { timestamp } from '../contract/clock.ts';
import { replayWindow } from '../contract/replay-window.ts';
import type { Transaction } from '../db/database.ts';
import { Purges } from './purges.ts';
import { noteUndelivered, Undelivered } from './retries.ts';

/** A retry with a count is looked for among so many of the organization’s newest creates: a few milliseconds of reading. */
const mostRead = 10_000;

/** A create that an identical one is the retry of. */
export interface Made {
  /** Of the object. */
  id: string;
  created_at: string;
  /** The highest retry count that it was returned to. */
  replays: number;
}

/** What recognising retries needs. */
export interface CreateTools {
  safeReplays: boolean;
  /** Called each time that a retry is recognised. */
  onReplayClaimed: () => void;
}

const numbered = `SELECT id, created_at, replays FROM (
    SELECT id, created_at, replays, undelivered, request_hash FROM recent_creates
    WHERE organization_id = $1 AND created_at >= $2 ORDER BY created_at DESC, id DESC LIMIT ${mostRead}
  ) AS newest
  WHERE request_hash = $3 AND replays < $4 ORDER BY replays DESC, undelivered DESC, created_at, id LIMIT 1`;
const anyUndelivered = `SELECT request_hash FROM recent_creates INDEXED BY recent_creates_undelivered
  WHERE organization_id = $1 AND undelivered = 1 AND created_at >= $2`;
const undelivered = `SELECT id, created_at, replays FROM recent_creates INDEXED BY recent_creates_undelivered
  WHERE organization_id = $1 AND request_hash = $2 AND undelivered = 1 AND created_at >= $3
  ORDER BY created_at, id LIMIT 1`;

/**
 * Recognises retries of creates of objects that aren’t workspaces, which are too many for this: by their retry count, or
 * because the first response wasn’t delivered (contract, section 3). With an `Idempotency-Key`, a retry doesn’t come here.
 */
export class Creates {
  readonly #tools: CreateTools;
  readonly #undelivered = new Undelivered(({ db, organizationId, now }) =>
    db.all(anyUndelivered, organizationId, timestamp(now.ago(replayWindow))),
  );
  readonly #purges = new Purges();

  constructor(tools: CreateTools) {
    this.#tools = tools;
  }

  /** What an identical create made, if this one is its retry. */
  async claim(call: WriteCall): Promise<Made | undefined> {
    const { db, organizationId, requestHash, replay, delivery } = call;
    if (!this.#tools.safeReplays || delivery === undefined) return undefined;
    const since = () => timestamp(call.now.ago(replayWindow));
    let made: Made | undefined;
    if (replay > 0) made = await db.get<Made>(numbered, organizationId, since(), requestHash, replay);
    if (made === undefined) {
      if (delivery.isUndecided) throw new Undecided();
      if (!(await this.#undelivered.mayBe(call))) return undefined;
      made = await db.get<Made>(undelivered, organizationId, requestHash, since());
      if (made === undefined) this.#undelivered.forget(call);
    }
    if (made === undefined) return undefined;
    const claimed = { ...made, replays: Math.max(replay, made.replays + 1) };
    await db.run(
      `UPDATE recent_creates SET replays = $1, undelivered = 0
       WHERE organization_id = $2 AND created_at = $3 AND id = $4`,
      claimed.replays,
      organizationId,
      made.created_at,
      made.id,
    );
    watch(call, claimed, false);
    this.#tools.onReplayClaimed();
    return claimed;
  }

  /** Notes what a create made, so that its retries are recognised. */
  async note(call: WriteCall, id: string): Promise<void> {
    const { db, organizationId } = call;
    if (!this.#tools.safeReplays || call.delivery === undefined) return;
    if (this.#purges.isDue(organizationId, performance.now())) {
      const old = timestamp(call.now.ago(2 * replayWindow));
      await db.run(
        'DELETE FROM recent_creates WHERE organization_id = $1 AND created_at < $2',
        organizationId,
        old,
      );
    }
    insert(call, { id, created_at: timestamp(call.now()), replays: 0 });
  }

  /** Notes that the retry that claimed an object made another one in its place. */
  async replace(call: WriteCall, { id, created_at, replays }: Made, by: string): Promise<void> {
    await call.db.run(
      'DELETE FROM recent_creates WHERE organization_id = $1 AND created_at = $2 AND id = $3',
      call.organizationId,
      created_at,
      id,
    );
    insert(call, { id: by, created_at: timestamp(call.now()), replays });
  }
}

function insert(call: WriteCall, made: Made): void {
  const isUndelivered = call.delivery?.hungUp === true;
  call.db.insert(
    `INSERT INTO recent_creates (organization_id, created_at, id, request_hash, replays, undelivered)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    call.organizationId,
    made.created_at,
    made.id,
    call.requestHash,
    made.replays,
    isUndelivered ? 1 : 0,
  );
  if (isUndelivered) noteUndelivered(call.db);
  watch(call, made, isUndelivered);
}

function watch({ delivery, organizationId }: WriteCall, made: Made, isUndelivered: boolean): void {
  delivery?.watch(isUndelivered, (tx, news) => mark(tx, organizationId, made, news));
}

/** Records whether the response couldn’t be delivered, unless the object was returned to a retry since. */
async function mark(
  tx: Transaction,
  organizationId: string,
  { id, created_at, replays }: Made,
  isUndelivered: boolean,
): Promise<void> {
  await tx.run(
    `UPDATE recent_creates SET undelivered = $1
     WHERE organization_id = $2 AND created_at = $3 AND id = $4 AND replays = $5`,
    isUndelivered ? 1 : 0,
    organizationId,
    created_at,
    id,
    replays,
  );
  if (isUndelivered) noteUndelivered(tx);
}
