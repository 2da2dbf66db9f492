import { type KeyRow, noteUse } from '../api/admin-keys/store.ts';
import { timestamp } from '../contract/clock.ts';
import type { Database } from '../db/database.ts';

const hour = 3_600_000;
/** How long after a request its key’s use is noted, in ms: the request doesn’t wait for the disk. */
const delay = 500;
const mostRemembered = 10_000;

/** Notes in the database in which hour a key was used, once an hour. */
export class KeyUses {
  readonly #db: Database;
  /** The hour that was last noted, by key. */
  readonly #noted = new Map<string, number>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Called when a key was looked up. */
  note({ organization_id, id, last_used_at }: Pick<KeyRow, 'organization_id' | 'id' | 'last_used_at'>): void {
    const now = Math.floor(Date.now() / hour) * hour;
    if ((this.#noted.get(id) ?? 0) >= now || Date.parse(last_used_at ?? '') >= now) return;
    if (this.#noted.size >= mostRemembered) this.#noted.clear();
    this.#noted.set(id, now);
    setTimeout(() => {
      const usedAt = timestamp(now * 1000);
      // Another use of this hour, or of the next, will do.
      this.#db.transaction(organization_id, (tx) => noteUse(tx, organization_id, id, usedAt)).catch(() => {});
    }, delay).unref();
  }
}
