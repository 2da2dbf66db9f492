import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseUnavailable, type Transaction } from './database.ts';
import type { Job } from './jobs.ts';

/** Maximum number of waiting writes per organization; for any more, the database is unavailable at once. */
const longest = 5000;
const mostAttempts = 20;

/** What doing writes needs. */
export interface WriteTools {
  /** How long a write may take, in ms. */
  timeout: number;
  /** Moves waiting jobs to `done`, does them in one transaction, and commits it. */
  commit: (waiting: Job[], done: Job[]) => Promise<void>;
  /** Whether a write that failed so may succeed if it is done again. */
  isConflict: (error: unknown) => boolean;
}

/**
 * The writes of each organization, one commit after another: those that come while one is in progress share the next one.
 */
export class WriteQueues {
  readonly #tools: WriteTools;
  /** By organization; there is a queue while something is being done. */
  readonly #queues = new Map<string, Job[]>();

  constructor(tools: WriteTools) {
    this.#tools = tools;
  }

  /** Resolves when the work is committed; rejects with DatabaseUnavailable if that takes too long. */
  add<T>(organizationId: string, work: (tx: Transaction) => Promise<T>, ids: readonly string[]): Promise<T> {
    const { timeout, isConflict } = this.#tools;
    return new Promise<T>((resolve, reject) => {
      let attempts = 1;
      let timer: NodeJS.Timeout | undefined;
      const job: Job = {
        work,
        organizationId,
        ids,
        settle: () => {},
        resolve(value) {
          clearTimeout(timer);
          resolve(value);
        },
        reject: (error) => {
          if (isConflict(error) && attempts < mostAttempts) {
            attempts += 1;
            setTimeout(() => this.#push(job), Math.random() * Math.min(2 ** attempts, 200));
            return;
          }
          clearTimeout(timer);
          reject(isConflict(error) ? new DatabaseUnavailable('too many conflicts', { cause: error }) : error);
        },
      };
      timer = setTimeout(() => {
        const queue = this.#queues.get(organizationId) ?? [];
        if (queue.includes(job)) queue.splice(queue.indexOf(job), 1);
        reject(new DatabaseUnavailable(`no response within ${timeout} ms`));
      }, timeout);
      this.#push(job);
    });
  }

  #push(job: Job): void {
    const { organizationId } = job;
    let queue = this.#queues.get(organizationId);
    if (queue === undefined) {
      queue = [];
      this.#queues.set(organizationId, queue);
      void this.#empty(organizationId, queue);
    }
    if (queue.length < longest) queue.push(job);
    else job.reject(new DatabaseUnavailable('too many writes of the organization are waiting'));
  }

  async #empty(organizationId: string, queue: Job[]): Promise<void> {
    await nextTurn();
    while (queue.length > 0) {
      const done: Job[] = [];
      try {
        await this.#tools.commit(queue, done);
      } catch (error) {
        // Without a connection, none could begin.
        if (done.length === 0) done.push(...queue.splice(0));
        for (const job of done) job.settle = () => job.reject(error);
      }
      for (const job of done) job.settle();
    }
    this.#queues.delete(organizationId);
  }
}
