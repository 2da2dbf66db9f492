import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DatabaseUnavailable } from './database.ts';

/** Does the work, and retries each second while the database is unavailable, for up to `deadline` ms. */
export async function whenAvailable<T>(work: () => Promise<T>, deadline: number, log: Logger): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || performance.now() >= end) throw error;
      log.warn(
        { reason: error.message, secondsLeft: Math.ceil((end - performance.now()) / 1000) },
        'waiting for the database',
      );
      await sleep(1000);
    }
  }
}
