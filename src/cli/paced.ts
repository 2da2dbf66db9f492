import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, Refused } from './client.ts';
import { Unreachable } from './unreachable.ts';

const minute = 60_000;
/** How long to wait before each further try, in ms, if the server doesn’t say. */
const waits = [500, 1000, 2000, 4000, 8000];

/** Time, which tests replace. */
export interface Time {
  /** In ms. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

/** How a client treats its server. */
export interface Pace {
  /** Requests in any 60 seconds, repeated ones too; no limit if absent. */
  budget?: number;
  /** When earlier requests were sent that count towards the budget, in ms. */
  before?: readonly number[];
  /** Told why it waits before another try. */
  tell?: (line: string) => void;
  time?: Time;
}

/**
 * A client that keeps to a budget, waits as long as `retry-after` says when the server has had enough, and repeats reads that
 * failed for now, a few times. A write is repeated only after a 429: otherwise it may have taken effect.
 */
export function paced(
  call: Call,
  { budget, before = [], tell = () => {}, time = { now: Date.now, sleep } }: Pace = {},
): Call {
  const sent = [...before];
  const turn = async () => {
    const earliest = budget === undefined ? undefined : sent.at(-budget);
    const wait = earliest === undefined ? 0 : earliest + minute - time.now();
    // A clock that was set back must not make anyone wait for hours.
    if (wait > 0) await time.sleep(Math.min(wait, minute));
    sent.push(time.now());
  };
  let isKnown = false;
  return async (operation, request) => {
    for (let tries = 0; ; tries += 1) {
      await turn();
      try {
        const text = await call(operation, request);
        isKnown = true;
        return text;
      } catch (error) {
        const pause = waits[tries];
        if (pause === undefined || !mayPass(error, operation.method, isKnown)) throw error;
        const wait = (error as Partial<Refused>).retryAfter ?? pause;
        tell(`trying again in ${wait / 1000} s: ${(error as Error).message}`);
        await time.sleep(wait);
      }
    }
  };
}

/** Whether another try may help. A server that has never answered is more likely at another URL. */
function mayPass(error: unknown, method: string, isKnown: boolean): boolean {
  if (error instanceof Refused) return error.status === 429 || (method === 'GET' && error.isPassing);
  return method === 'GET' && isKnown && error instanceof Unreachable;
}
