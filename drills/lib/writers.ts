import type { Writes } from './client.ts';
import type { Ledger } from './ledger.ts';

/** Writers at full speed, each with one request at a time: creates, of which every third is updated and every fifth archived. */
export class Writers {
  readonly #running: Promise<void>[];
  #stopping = false;
  #made = 0;

  /** Starts a writer for each of `clients`; `prefix` keeps its names apart from other writers'. */
  constructor(clients: Writes[], ledger: Ledger, prefix: string) {
    this.#running = clients.map((client) => this.#run(client, ledger, prefix));
  }

  /** Lets every writer finish what it has begun, with all its replays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#running);
  }

  async #run(client: Writes, ledger: Ledger, prefix: string): Promise<void> {
    while (!this.#stopping) {
      const number = this.#made++;
      await write(client, ledger, `${prefix}-${number}`, number).catch((error: Error) =>
        ledger.refusals.push(error.message),
      );
    }
  }
}

async function write(client: Writes, ledger: Ledger, name: string, number: number): Promise<void> {
  const headers: Record<string, string> = number % 2 === 0 ? { 'idempotency-key': name } : {};
  const entry = ledger.created(await client.create({ name }, { headers }));
  if (number % 3 === 0) {
    entry.pending = 'update';
    ledger.changed(entry, await client.update(entry.id, { tags: { revision: '1' } }));
  }
  if (number % 5 === 0) {
    entry.pending = 'archive';
    ledger.changed(entry, await client.archive(entry.id));
  }
}
