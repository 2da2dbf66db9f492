import { Batch, type BatchOptions, type Sender, Torn } from './batch.ts';
import type { Transaction, Versions } from './database.ts';

/** A call of `transaction` that waits for a commit. */
export interface Job {
  work: (tx: Transaction) => Promise<unknown>;
  organizationId: string;
  /** What it may find by ID. */
  ids: readonly string[];
  /** Resolves or rejects the call, once the commit is durable. */
  settle: () => void;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** What doing jobs needs. */
export interface JobOptions extends BatchOptions {
  /** Whether the jobs that are left have to wait for the next transaction. */
  isOver: () => boolean;
}

/** Maximum number of ids that are looked up together. */
const mostExpected = 1000;

/** The organizations that were changed. */
export type Changed = readonly (readonly [organizationId: string, versions: Versions])[];

/**
 * Moves waiting jobs to `done` and does them in the open transaction, one after another; a failed one has no effect on the
 * others. Most have nothing to be rolled back when they fail. Otherwise, all are done again, each with its own savepoint.
 */
export async function doJobs(
  waiting: Job[],
  done: Job[],
  sender: Sender,
  options: JobOptions,
): Promise<Changed> {
  try {
    const batch = new Batch(sender, options);
    await expect(waiting, batch);
    do await attempt(next(waiting, done), batch);
    while (waiting.length > 0 && !options.isOver());
    return await batch.finish();
  } catch (error) {
    await sender.restart().catch(() => {
      throw causeOf(error);
    });
    if (done.length > 1) waiting.unshift(...done.splice(0));
    else if (done[0] !== undefined) rejectLater(done[0], causeOf(error));
  }
  if (waiting.length === 0) return [];
  const batch = new Batch(sender, options);
  do {
    const job = next(waiting, done);
    await sender.run('SAVEPOINT job', []);
    try {
      await attempt(job, batch);
      await batch.flush();
    } catch (error) {
      await sender.run('ROLLBACK TO job', []).catch(() => {
        throw causeOf(error);
      });
      batch.undo();
      rejectLater(job, causeOf(error));
    }
    await sender.run('RELEASE job', []);
  } while (waiting.length > 0 && !options.isOver());
  return batch.finish();
}

/** Reads together what jobs of the first one's organization may find. */
async function expect([first, ...others]: readonly Job[], batch: Batch): Promise<void> {
  if (first === undefined || first.organizationId === '') return;
  const { organizationId } = first;
  const same = others.filter((job) => job.organizationId === organizationId);
  await batch.expect(organizationId, [first, ...same].flatMap(({ ids }) => ids).slice(0, mostExpected));
}

function next(waiting: Job[], done: Job[]): Job {
  const job = waiting.shift() as Job;
  done.push(job);
  return job;
}

async function attempt(job: Job, batch: Batch): Promise<void> {
  try {
    const value = await batch.attempt(job.organizationId, job.work);
    job.settle = () => job.resolve(value as never);
  } catch (error) {
    if (error instanceof Torn) throw error;
    rejectLater(job, error);
  }
}

const causeOf = (error: unknown) => (error instanceof Torn ? error.cause : error);

function rejectLater(job: Job, error: unknown): void {
  job.settle = () => job.reject(error);
}
