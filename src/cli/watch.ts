import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from './client.ts';
import { type Context, UsageError } from './context.ts';

/** How long to wait before each repetition, in ms. */
const pause = 1000;

/**
 * Repeats the work, a second after each time, until nobody reads standard output any more, when the signal aborts as well.
 * It goes on when the server is away, and says so once; it throws if the server refuses.
 */
export async function watch(work: (signal: AbortSignal) => Promise<void>, { tell }: Context): Promise<void> {
  const leaving = new AbortController();
  // A reader that has closed the pipe wants no more.
  process.stdout.once('error', () => leaving.abort());
  let away = false;
  while (!leaving.signal.aborted) {
    try {
      await work(leaving.signal);
      away = false;
    } catch (error) {
      if (leaving.signal.aborted) return;
      if (error instanceof UsageError || (error instanceof Refused && !error.isPassing)) throw error;
      if (!away) tell(`waiting: ${(error as Error).message}`);
      away = true;
    }
    await sleep(pause);
  }
}
