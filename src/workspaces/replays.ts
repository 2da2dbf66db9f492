import type { Database, Transaction } from '../db/database.ts';
import { holdCreates } from './store.ts';

/** A create as later ones are compared with it, and between which ids they look for what it made. */
export interface Request {
  /** The same for the same key, place and body. */
  hash: string;
  since: string;
  until: string;
}

/** A workspace that answers a create which repeats the one that made it. */
export interface Claimed {
  id: string;
  doc: string;
  /** The highest number of a replay that was answered with it. */
  replays: number;
}

type Candidate = Omit<Claimed, 'doc'>;

/** Of more equal creates than this in a minute only the newest are looked at. */
const mostCandidates = 100;
/** After how many ms what is known of an organization's creates is dropped, and what is too old with it. */
const longestRecent = 120_000;

/** Finds the workspace that a repeated create made before (contract, section 3). Its caller holds the organization's creates. */
export class Replays {
  readonly #recent: Recent | undefined;

  constructor(db: Database) {
    if (db.dialect === 'sqlite') this.#recent = new Recent(db);
  }

  /** Claims for a replay that says its number: what was answered to none, or only to one with a lower number. */
  async claimNumbered(
    tx: Transaction,
    organizationId: string,
    request: Request,
    replay: number,
  ): Promise<Claimed | undefined> {
    const candidates = await this.#candidates(tx, organizationId, request);
    const [made] = candidates
      .filter(({ replays }) => replays < replay)
      .sort((one, other) => other.replays - one.replays || (one.id < other.id ? -1 : 1));
    return made && claim(tx, organizationId, request, { ...made, replays: replay });
  }

  /** Claims for a create that says nothing: what was never handed to its client, and wasn't archived since. */
  async claimUndelivered(
    tx: Transaction,
    organizationId: string,
    request: Request,
  ): Promise<Claimed | undefined> {
    const made = await tx.get<Candidate>(
      `SELECT id, replays FROM workspaces INDEXED BY workspaces_undelivered
       WHERE organization_id = $1 AND request_hash = $2 AND undelivered = 1 AND id >= $3 AND id < $4
         AND archived_at IS NULL
       ORDER BY id LIMIT 1`,
      organizationId,
      request.hash,
      request.since,
      request.until,
    );
    if (made === undefined) {
      await forgetOld(tx, organizationId, request);
      return undefined;
    }
    return claim(tx, organizationId, request, { ...made, replays: made.replays + 1 });
  }

  /** The newest workspaces that equal creates made. */
  async #candidates(tx: Transaction, organizationId: string, request: Request): Promise<Candidate[]> {
    const { hash, since, until } = request;
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
    for (const id of await this.#recent.find(tx, organizationId, request)) {
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

/** Takes down whether the answer with this workspace couldn't be delivered, unless a replay was answered with it since. */
export async function markDelivery(
  tx: Transaction,
  organizationId: string,
  { id, replays }: Candidate,
  request: Request,
  undelivered: boolean,
): Promise<void> {
  await holdCreates(tx, organizationId);
  await tx.run(
    'UPDATE workspaces SET undelivered = $1 WHERE organization_id = $2 AND id = $3 AND replays = $4',
    undelivered ? 1 : 0,
    organizationId,
    id,
    replays,
  );
  await countUndelivered(tx, organizationId, request);
}

async function claim(
  tx: Transaction,
  organizationId: string,
  request: Request,
  made: Candidate,
): Promise<Claimed> {
  await tx.run(
    'UPDATE workspaces SET replays = $1, undelivered = 0 WHERE organization_id = $2 AND id = $3',
    made.replays,
    organizationId,
    made.id,
  );
  await countUndelivered(tx, organizationId, request);
  const row = await tx.find<{ id: string; doc: string }>(
    'SELECT id, doc FROM workspaces WHERE organization_id = $1 AND id = ANY($2)',
    organizationId,
    made.id,
  );
  return { ...made, doc: row?.doc ?? '' };
}

/** Nobody claims any more what was made longer ago than a replay may come. */
async function forgetOld(tx: Transaction, organizationId: string, request: Request): Promise<void> {
  await tx.run(
    `UPDATE workspaces INDEXED BY workspaces_undelivered SET undelivered = 0
     WHERE organization_id = $1 AND undelivered = 1 AND id < $2`,
    organizationId,
    request.since,
  );
  await countUndelivered(tx, organizationId, request);
}

/** Counts the organization's undelivered workspaces anew: while there are none, no create looks for one. */
export async function countUndelivered(
  tx: Transaction,
  organizationId: string,
  { until }: Request,
): Promise<void> {
  await tx.run(
    `UPDATE organizations SET undelivered_workspaces = (
       SELECT CAST(count(*) AS INTEGER) FROM workspaces INDEXED BY workspaces_undelivered
       WHERE organization_id = $1 AND undelivered = 1 AND id < $2)
     WHERE id = $3`,
    organizationId,
    until,
    organizationId,
  );
}

/**
 * Which workspaces equal creates of the last minute made, where each write is dear, so that an index would slow every create
 * down to make a few replays fast: read once, then only what is newer, until another process writes.
 */
class Recent {
  readonly #db: Database;
  /** By organization, those that were read first at first; ids by the hash of their create, oldest first. */
  readonly #organizations = new Map<string, { began: number; last: string; ids: Map<string, string[]> }>();

  constructor(db: Database) {
    this.#db = db;
    db.onChange((organizationId) => {
      if (organizationId === undefined) this.#organizations.clear();
    });
  }

  /** The newest ids first. */
  async find(tx: Transaction, organizationId: string, { hash, since, until }: Request): Promise<string[]> {
    this.#db.caughtUp();
    const now = performance.now();
    for (const [id, { began }] of this.#organizations) {
      if (now - began < longestRecent) break;
      this.#organizations.delete(id);
    }
    const known = this.#organizations.get(organizationId) ?? {
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
