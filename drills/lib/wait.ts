import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `probe` again and again until it answers something true, and gives that; fails after `seconds`. */
export async function waitFor<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T> | T,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`timed out after ${seconds} s: ${what}`);
    await sleep(50);
  }
}
