import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Versions } from './database.ts';

/** An organization with its versions, as JSON. */
export interface VersionsRow {
  id: string;
  versions: string;
}

const findVersions = 'SELECT id, versions FROM organizations WHERE id = ANY($1)';
/** Organizations whose versions are remembered. */
const mostRemembered = 10_000;

/**
 * Looks up the versions of organizations, one statement after another: what is asked for meanwhile shares the next one. Each
 * is sent after it was asked for, so it sees every commit that was acknowledged before.
 */
export class VersionLookUps {
  readonly #query: (sql: string, ids: string[]) => Promise<VersionsRow[]>;
  #asked = new Map<string, PromiseWithResolvers<Versions>>();
  #isBusy = false;
  readonly #listeners: (() => void)[] = [];
  /** The last versions of each organization, with their text. */
  readonly #known = new Map<string, { text: string; versions: Versions }>();

  constructor(query: (sql: string, ids: string[]) => Promise<VersionsRow[]>) {
    this.#query = query;
  }

  /** Calls back before versions are returned that are lower than before: commits were lost, as by a failover. */
  onLoss(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The organization's versions; rejects with what the statement rejects with. */
  find(organizationId: string): Promise<Versions> {
    const asked = this.#asked.get(organizationId) ?? Promise.withResolvers();
    this.#asked.set(organizationId, asked);
    if (!this.#isBusy) {
      this.#isBusy = true;
      setImmediate(() => this.#lookUpAll());
    }
    return asked.promise;
  }

  async #lookUpAll(): Promise<void> {
    while (this.#asked.size > 0) {
      const asked = this.#asked;
      this.#asked = new Map();
      try {
        for (const { id, versions } of await this.#query(findVersions, [...asked.keys()])) {
          asked.get(id)?.resolve(this.#parsed(id, versions));
          asked.delete(id);
        }
        for (const { resolve } of asked.values()) resolve({});
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
      // The responses are sent at the end of this turn; what their clients ask for next comes in the turn after.
      await nextTurn();
      await nextTurn();
    }
    this.#isBusy = false;
  }

  #parsed(id: string, text: string): Versions {
    let known = this.#known.get(id);
    if (known?.text !== text) {
      const versions: Versions = JSON.parse(text);
      if (known !== undefined && isLower(versions, known.versions)) {
        for (const listener of this.#listeners) listener();
      }
      if (this.#known.size >= mostRemembered) this.#known.clear();
      known = { text, versions };
      this.#known.set(id, known);
    }
    return known.versions;
  }
}

const isLower = (versions: Versions, before: Versions) =>
  Object.entries(before).some(([table, version]) => (versions[table] ?? 0) < version);
