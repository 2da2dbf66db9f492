import type { Clock } from '../contract/clock.ts';
import { firstIdAt } from '../contract/id.ts';
import type { Database, Transaction } from '../db/database.ts';
import { holdCreates, noteUndelivered } from './store.ts';

/** A workspace that answers a create which repeats the one that made it. */
export interface Claimed {
  id: string;
  doc: string;
  /** The highest number of a replay that was answered with it. */
  replays: number;
}

type Candidate = Omit<Claimed, 'doc'>;

/** A create as it is compared with earlier ones, and between which ids they are looked for. */
interface Request {
  organizationId: string;
  /** The same for the same key, place and body. */
  hash: string;
  since: string;
  until: string;
}

/** How long after a create a replay of it is taken for one, in microseconds (contract, section 3). */
const replayWindow = 60_000_000;
/** By how much the clocks of servers may differ, in microseconds. */
const tolerance = 60_000_000;
/** Of more equal creates than this in a minute only the newest are looked at. */
const mostCandidates = 100;
/** After how many ms what is known of an organization's creates is dropped, and what is too old with it. */
const longestRecent = 120_000;

const idAt = (microseconds: number) => firstIdAt('wrkspc', microseconds);

/** Finds the workspace that a repeated create made before (contract, section 3). Its caller holds the organization's creates. */
export class Replays {
  readonly #now: Clock;
  readonly #recent: Recent | undefined;
  /** Kept until then, in ms: to make an id costs more than to compare with it. */
  #tooOld = { until: 0, id: '' };

  constructor(db: Database, now: Clock) {
    this.#now = now;
    if (db.dialect === 'sqlite') this.#recent = new Recent();
  }

  /** No create repeats a workspace with an id below this one. */
  tooOld(): string {
    const now = performance.now();
    if (now >= this.#tooOld.until)
      this.#tooOld = { until: now + 1000, id: idAt(this.#now.ago(replayWindow)) };
    return this.#tooOld.id;
  }

  /** Claims for a replay that says its number: what was answered to none, or only to one with a lower number. */
  async claimNumbered(
    tx: Transaction,
    organizationId: string,
    hash: string,
    replay: number,
  ): Promise<Claimed | undefined> {
    const candidates = await this.#candidates(tx, this.#request(organizationId, hash));
    const [made] = candidates
      .filter(({ replays }) => replays < replay)
      .sort((one, other) => other.replays - one.replays || (one.id < other.id ? -1 : 1));
    return made && claim(tx, organizationId, { ...made, replays: replay });
  }

  /** Claims for a create that says nothing: what was never handed to its client, and wasn't archived since. */
  async claimUndelivered(
    tx: Transaction,
    organizationId: string,
    hash: string,
  ): Promise<Claimed | undefined> {
    const candidates = await tx.all<Candidate>(
      `SELECT id, replays FROM workspaces INDEXED BY workspaces_undelivered
       WHERE organization_id = $1 AND request_hash = $2 AND undelivered = 1 AND id >= $3 AND archived_at IS NULL
       ORDER BY id LIMIT ${mostCandidates}`,
      organizationId,
      hash,
      this.tooOld(),
    );
    if (candidates.length === 0) return undefined;
    const { since, until } = this.#request(organizationId, hash);
    const made = candidates.find(({ id }) => id >= since && id < until);
    return made && claim(tx, organizationId, { ...made, replays: made.replays + 1 });
  }

  #request(organizationId: string, hash: string): Request {
    return {
      organizationId,
      hash,
      since: idAt(this.#now.ago(replayWindow)),
      until: idAt(this.#now() + tolerance),
    };
  }

  /** The newest workspaces that equal creates made. */
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

/** Takes down whether the answer with this workspace couldn't be delivered, unless a replay was answered with it since. */
export async function markDelivery(
  tx: Transaction,
  organizationId: string,
  { id, replays }: Candidate,
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
  if (undelivered) await noteUndelivered(tx, organizationId, id);
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
 * Which workspaces equal creates of the last minute made, where each write is dear, so that an index would slow every create
 * down to make a few replays fast: read once, then only what is newer, until another process writes.
 */
class Recent {
  /** By organization, those that were read first at first; ids by the hash of their create, oldest first. */
  readonly #organizations = new Map<string, { began: number; last: string; ids: Map<string, string[]> }>();
  #dataVersion: unknown;

  /** The newest ids first. */
  async find(tx: Transaction, { organizationId, hash, since, until }: Request): Promise<string[]> {
    const version = (await tx.get<{ data_version: number }>('PRAGMA data_version'))?.data_version;
    if (version !== this.#dataVersion) this.#organizations.clear();
    this.#dataVersion = version;
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
