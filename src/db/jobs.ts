import { Batch, type BatchOptions, Torn } from './batch.ts';
import { DatabaseUnavailable, type Transaction } from './database.ts';
import type { Changed } from './organization-state.ts';
import type { Sender } from './sender.ts';

/** A call of `transaction` that waits for a commit. */
export interface Job {
  work: (tx: Transaction) => Promise<unknown>;
  organizationId: string;
  /** What it may find by ID. */
  ids: readonly string[];
  /** What it came to, for when the commit is durable; undefined before it was done. */
  outcome: Outcome | undefined;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/**
 * Data, not a function: V8 allocates functions that are assigned to a property among its old objects, and those would keep
 * each request in memory until a full collection.
 */
type Outcome = { value: unknown } | { error: unknown };

/** Resolves or rejects the call. */
export function settle({ outcome, resolve, reject }: Job): void {
  if (outcome === undefined) return;
  if ('error' in outcome) reject(outcome.error);
  else resolve(outcome.value as never);
}

/** What doing jobs needs. */
export interface JobOptions extends BatchOptions {
  /** Whether the transaction may hold up others: it waits for no organization, and does nothing again. */
  shared: boolean;
  /** Whether the jobs that are left have to wait for the next transaction. */
  isOver: () => boolean;
}

/** Maximum number of ids that are looked up together. */
const mostExpected = 1000;

/**
 * Moves waiting jobs to `done`, does them in the open transaction, one after another, and commits it; a failed job has no
 * effect on the others. Most have nothing to be rolled back when they fail. Otherwise, all are done again, each with its own
 * savepoint. If they are shared, they are left waiting instead, as are those of organizations that others have locked.
 */
export async function doJobs(
  waiting: Job[],
  done: Job[],
  sender: Sender,
  options: JobOptions,
): Promise<Changed[]> {
  const locked: Job[] = [];
  let stored: Stored | undefined;
  try {
    const batch = new Batch(sender, options);
    let expected = waiting.length;
    const entered = await batch.expect(idsOf(waiting), !options.shared);
    if (options.shared && entered !== undefined) {
      const isEntered = ({ organizationId }: Job) => entered.has(organizationId);
      locked.push(...waiting.filter((job) => !isEntered(job)));
      waiting.push(...waiting.splice(0).filter(isEntered));
      expected -= locked.length;
    }
    for (; waiting.length > 0 && !(done.length > 0 && options.isOver()); expected--) {
      // Those that have come meanwhile.
      if (expected === 0) {
        expected = waiting.length;
        await batch.expect(idsOf(waiting), true);
      }
      await attempt(next(waiting, done), batch);
    }
    stored = await store(batch, sender);
  } catch (error) {
    await sender.restart().catch((failure) => {
      throw failure instanceof DatabaseUnavailable ? failure : causeOf(error);
    });
    if (done.length > 1) waiting.unshift(...done.splice(0));
    else if (done[0] !== undefined) done[0].outcome = { error: causeOf(error) };
  } finally {
    waiting.push(...locked);
  }
  // A commit that fails isn't done again: it may have taken effect.
  if (stored !== undefined) return stored.committed;
  const batch = new Batch(sender, options);
  while (waiting.length > 0 && !options.shared) {
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
      job.outcome = { error: causeOf(error) };
    }
    await sender.run('RELEASE job', []);
    if (options.isOver()) break;
  }
  return (await store(batch, sender)).committed;
}

/** A transaction whose statements have all succeeded. */
interface Stored {
  /** Which organizations changed; rejects if the commit failed. */
  committed: Promise<Changed[]>;
}

/** Stores what a batch has collected. Where that saves a round trip, the commit is already on its way. */
async function store(batch: Batch, sender: Sender): Promise<Stored> {
  const { sent, changed } = batch.finish();
  const stored = Promise.all(sent);
  const committed = sender.commit(stored).then(() => changed);
  // Nothing is committed if a statement before it failed, which is then the error.
  committed.catch(() => {});
  await stored;
  return { committed };
}

/** What jobs may find by ID, by organization. */
function idsOf(jobs: readonly Job[]): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const { organizationId, ids } of jobs) {
    const theirs = asked.get(organizationId) ?? new Set<string>();
    if (organizationId !== '') asked.set(organizationId, theirs);
    for (const id of ids) if (theirs.size < mostExpected) theirs.add(id);
  }
  return asked;
}

function next(waiting: Job[], done: Job[]): Job {
  const job = waiting.shift() as Job;
  done.push(job);
  return job;
}

async function attempt(job: Job, batch: Batch): Promise<void> {
  try {
    const value = await batch.attempt(job.organizationId, job.work);
    job.outcome = { value };
  } catch (error) {
    if (error instanceof Torn) throw error;
    job.outcome = { error };
  }
}

const causeOf = (error: unknown) => (error instanceof Torn ? error.cause : error);
