import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseUnavailable, type Transaction } from './database.ts';
import { type Job, settle } from './jobs.ts';

/** Maximum number of waiting writes per organization; for any more, the database is unavailable at once. */
const longest = 5000;
const mostAttempts = 20;
/** Maximum number of organizations that share a transaction, of waiting writes of each, and of such transactions at once. */
const mostOrganizations = 64;
const few = 8;
const mostShared = 2;

/** What doing writes needs. */
export interface WriteTools {
  /** How long a write may take, in ms. */
  timeout: number;
  /**
   * When it can begin, takes jobs that wait, moves them to `done`, does them in one transaction, and commits it. If that is
   * `shared`, it waits for no organization: jobs that it leaves must be done in one that isn't.
   */
  commit: (take: () => Job[], done: Job[], shared: boolean) => Promise<void>;
  /** Whether a write that failed so may succeed if it is done again. */
  isConflict: (error: unknown) => boolean;
}

/** The writes of an organization, from the first one that waits until none does. */
interface Queue {
  id: string;
  jobs: Job[];
  /** Whether its next transaction may not be shared. */
  alone: boolean;
}

/**
 * The writes of each organization, one commit after another: those that come while one is in progress share the next one.
 * Organizations with few writes share transactions too.
 */
export class WriteQueues {
  readonly #tools: WriteTools;
  readonly #queues = new Map<string, Queue>();
  /** Those for which no transaction is in progress. */
  #ready: Queue[] = [];
  #shared = 0;
  #isStarting = false;

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
        outcome: undefined,
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
        const { jobs = [] } = this.#queues.get(organizationId) ?? {};
        if (jobs.includes(job)) jobs.splice(jobs.indexOf(job), 1);
        reject(new DatabaseUnavailable(`no response within ${timeout} ms`));
      }, timeout);
      this.#push(job);
    });
  }

  #push(job: Job): void {
    const { organizationId: id } = job;
    let queue = this.#queues.get(id);
    if (queue === undefined) {
      queue = { id, jobs: [], alone: id === '' };
      this.#queues.set(id, queue);
      this.#ready.push(queue);
      void this.#startSoon();
    }
    if (queue.jobs.length < longest) queue.jobs.push(job);
    else job.reject(new DatabaseUnavailable('too many writes of the organization are waiting'));
  }

  async #startSoon(): Promise<void> {
    if (this.#isStarting) return;
    this.#isStarting = true;
    await nextTurn();
    this.#isStarting = false;
    this.#start();
  }

  /** Begins as many transactions as may be in progress. */
  #start(): void {
    const ready = this.#ready.splice(0);
    const mayShare = ({ alone, jobs }: Queue) => !alone && jobs.length <= few;
    for (const queue of ready) if (!mayShare(queue)) void this.#commit([queue], false);
    const together = ready.filter(mayShare);
    while (together.length > 0 && this.#shared < mostShared) {
      void this.#commit(together.splice(0, mostOrganizations), true);
    }
    this.#ready.push(...together);
  }

  async #commit(queues: readonly Queue[], shared: boolean): Promise<void> {
    if (shared) this.#shared += 1;
    const takeAll = () => queues.flatMap(({ jobs }) => jobs.splice(0));
    let waiting: Job[] = [];
    const done: Job[] = [];
    const take = () => {
      // More may be added while it is done.
      waiting = queues.length === 1 && queues[0] !== undefined ? queues[0].jobs : takeAll();
      return waiting;
    };
    try {
      await this.#tools.commit(take, done, shared);
    } catch (error) {
      // Without a connection, none could begin.
      if (done.length === 0) done.push(...waiting.splice(0), ...takeAll());
      for (const job of done) job.outcome = { error };
    }
    for (const queue of queues) queue.alone = queue.id === '' || (shared && done.length === 0);
    if (queues.length > 1) this.#putBack(waiting.splice(0));
    for (const job of done) settle(job);
    for (const queue of queues) {
      if (queue.jobs.length > 0) this.#ready.push(queue);
      else this.#queues.delete(queue.id);
    }
    if (shared) this.#shared -= 1;
    this.#start();
  }

  /** What a shared transaction has left is done without sharing. */
  #putBack(jobs: readonly Job[]): void {
    for (const job of jobs.toReversed()) {
      const queue = this.#queues.get(job.organizationId) as Queue;
      queue.jobs.unshift(job);
      queue.alone = true;
    }
  }
}
