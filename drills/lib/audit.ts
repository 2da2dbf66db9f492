import type { ReplayingClient } from './client.ts';
import type { Ledger } from './ledger.ts';

/** Compares a ledger with what servers list, again and again, and collects the names that are lost or twice. */
export class Audit {
  readonly lost = new Set<string>();
  readonly duplicates = new Set<string>();
  readonly #ledger: Ledger;
  #marks: [string, string] = ['', ''];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** What was made since the audit before the last, so that it stays short whatever the size of the database. */
  async recent(readers: ReplayingClient[]): Promise<void> {
    const [since, last] = this.#marks;
    const newest = await this.#compare(readers, since);
    this.#marks = [last, newest ?? last];
  }

  /** All there is. `readers` are of one server, one of each organization. */
  async everything(readers: ReplayingClient[]): Promise<void> {
    await this.#compare(readers, '');
  }

  /** Gives the newest id. */
  async #compare(readers: ReplayingClient[], since: string): Promise<string | undefined> {
    const lists = await Promise.all(readers.map((reader) => reader.list(since)));
    const { lost, duplicates } = this.#ledger.compare(lists.flat(), since);
    for (const name of lost) this.lost.add(name);
    for (const name of duplicates) this.duplicates.add(name);
    return lists
      .map(([newest]) => newest?.id ?? '')
      .sort()
      .at(-1);
  }
}
