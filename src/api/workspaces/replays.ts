import type { WriteCall } from '../../call.ts';
import type { Clock } from '../../contract/clock.ts';
import { replayWindow } from '../../contract/replay-window.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { type Create, idAt, noteUndelivered, oldestRetried, Undelivered } from '../retries.ts';

/** A workspace that is returned to a retry of the create that made it. */
export interface Claimed {
  id: string;
  doc: string;
  /** The highest retry count that it was returned to. */
  replays: number;
}

type Candidate = Omit<Claimed, 'doc'>;

/** A create to find earlier identical ones of, with its retry count. */
type RetriedCreate = Create & Pick<WriteCall, 'replay'>;

/** Where to find them, and the range of ids to search. */
interface Request {
  organizationId: string;
  clock: Clock;
  hash: string;
  since: string;
  until: string;
}

/** How much the clocks of servers may differ, in microseconds. */
const tolerance = 60_000_000;
/** If there are more identical creates than this in a minute, only the newest are considered. */
const mostCandidates = 100;
/** How long an organization's creates are remembered, in ms; then all are dropped, so that old ones don't pile up. */
const longestRecent = 120_000;

/** Finds the workspace that a retried create made before (contract, section 3). */
export class Replays {
  readonly #recent: Recent | undefined;
  /** Of creates with an undelivered workspace. */
  readonly undelivered = new Undelivered(({ db, organizationId, now }) =>
    db.all(
      `SELECT request_hash FROM workspaces INDEXED BY workspaces_undelivered
       WHERE organization_id = $1 AND undelivered = 1 AND id >= $2`,
      organizationId,
      oldestRetried(now),
    ),
  );

  constructor(db: Pick<Database, 'dialect'>) {
    if (db.dialect === 'sqlite') this.#recent = new Recent();
  }

  /** For a retry with a count: claims a workspace that was only returned to retries with lower counts, if any. */
  async claimNumbered(create: RetriedCreate): Promise<Claimed | undefined> {
    const { db, organizationId, replay } = create;
    const candidates = await this.#candidates(db, requestOf(create));
    const [made] = candidates
      .filter(({ replays }) => replays < replay)
      .sort((one, other) => other.replays - one.replays || (one.id < other.id ? -1 : 1));
    return made && claim(db, organizationId, { ...made, replays: replay });
  }

  /** For a create without a retry count: claims a workspace whose response wasn't delivered, unless it was archived since. */
  async claimUndelivered(create: Create): Promise<Claimed | undefined> {
    const { db, organizationId, now } = create;
    const candidates = await db.all<Candidate>(
      `SELECT id, replays FROM workspaces INDEXED BY workspaces_undelivered
       WHERE organization_id = $1 AND request_hash = $2 AND undelivered = 1 AND id >= $3 AND archived_at IS NULL
       ORDER BY id LIMIT ${mostCandidates}`,
      organizationId,
      create.requestHash,
      oldestRetried(now),
    );
    if (candidates.length === 0) {
      this.undelivered.forget(create);
      return undefined;
    }
    const { since, until } = requestOf(create);
    const made = candidates.find(({ id }) => id >= since && id < until);
    return made && claim(db, organizationId, { ...made, replays: made.replays + 1 });
  }

  /** The newest workspaces made by identical creates. */
  async #candidates(tx: Transaction, request: Request): Promise<Candidate[]> {
    const { organizationId, hash, since, until } = request;
    if (this.#recent === undefined) {
      return tx.all<Candidate>(
        `SELECT id, replays FROM workspaces
         WHERE organization_id = $1 AND request_hash = $2 AND id >= $3 AND id < $4
         ORDER BY id DESC LIMIT ${mostCandidates}`,
        organizationId,
        hash,
        since,
        until,
      );
    }
    const candidates: Candidate[] = [];
    for (const id of await this.#recent.find(tx, request)) {
      const found = await tx.find<Candidate>(
        'SELECT id, replays FROM workspaces WHERE organization_id = $1 AND id = ANY($2)',
        organizationId,
        id,
      );
      if (found !== undefined) candidates.push(found);
    }
    return candidates;
  }
}

const requestOf = ({ organizationId, requestHash, now }: Create): Request => ({
  organizationId,
  clock: now,
  hash: requestHash,
  since: idAt(now.ago(replayWindow)),
  until: idAt(now() + tolerance),
});

/** Records whether the response with this workspace couldn't be delivered, unless it was returned to a retry since. */
export async function markDelivery(
  tx: Transaction,
  organizationId: string,
  { id, replays }: Candidate,
  undelivered: boolean,
): Promise<void> {
  await tx.run(
    'UPDATE workspaces SET undelivered = $1 WHERE organization_id = $2 AND id = $3 AND replays = $4',
    undelivered ? 1 : 0,
    organizationId,
    id,
    replays,
  );
  if (undelivered) noteUndelivered(tx);
}

async function claim(tx: Transaction, organizationId: string, made: Candidate): Promise<Claimed> {
  await tx.run(
    'UPDATE workspaces SET replays = $1, undelivered = 0 WHERE organization_id = $2 AND id = $3',
    made.replays,
    organizationId,
    made.id,
  );
  const row = await tx.find<{ id: string; doc: string }>(
    'SELECT id, doc FROM workspaces WHERE organization_id = $1 AND id = ANY($2)',
    organizationId,
    made.id,
  );
  return { ...made, doc: row?.doc ?? '' };
}

/**
 * The workspaces made by creates of the last minute, by hash; for SQLite, where an index would slow down every create to
 * speed up a few retries. Reads them once, then only newer ones, until another process writes.
 */
class Recent {
  /** By organization, those read first come first; ids by the hash of their create, oldest first. */
  readonly #organizations = new Map<
    string,
    { clock: Clock; began: number; last: string; ids: Map<string, string[]> }
  >();
  #dataVersion: unknown;

  /** The newest ids first. */
  async find(tx: Transaction, { organizationId, clock, hash, since, until }: Request): Promise<string[]> {
    const version = (await tx.get<{ data_version: number }>('PRAGMA data_version'))?.data_version;
    if (version !== this.#dataVersion) this.#organizations.clear();
    this.#dataVersion = version;
    const now = performance.now();
    for (const [id, { began }] of this.#organizations) {
      if (now - began < longestRecent) break;
      this.#organizations.delete(id);
    }
    // A clock that was set back, in a sandbox, is another one: ids begin lower again.
    if (this.#organizations.get(organizationId)?.clock !== clock) this.#organizations.delete(organizationId);
    const known = this.#organizations.get(organizationId) ?? {
      clock,
      began: now,
      last: since,
      ids: new Map<string, string[]>(),
    };
    this.#organizations.set(organizationId, known);
    const rows = await tx.all<{ id: string; request_hash: string }>(
      `SELECT id, request_hash FROM workspaces
       WHERE organization_id = $1 AND id > $2 AND request_hash IS NOT NULL ORDER BY id`,
      organizationId,
      known.last,
    );
    for (const { id, request_hash } of rows) {
      const ids = known.ids.get(request_hash);
      if (ids === undefined) known.ids.set(request_hash, [id]);
      else ids.push(id);
      known.last = id;
    }
    const ids = known.ids.get(hash)?.slice(-mostCandidates) ?? [];
    return ids.filter((id) => id >= since && id < until).reverse();
  }
}
