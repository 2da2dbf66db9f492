import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../http.ts';
import { readSetting, tellFigures } from './worker.ts';

// A new client each `every` ms: on a fresh connection it asks for each of `paths`, and begins anew on another one when
// it is refused, until it has them all or `giveUpAfter` ms are over.

/** What a worker of newcomers is told. */
export interface NewcomerSetting {
  baseURL: string;
  key: string;
  paths: string[];
  every: number;
  giveUpAfter: number;
}

/** Who got in, who never did, refused attempts, and the longest wait from the first attempt on, in ms. */
export interface NewcomerFigures {
  admitted: number;
  shutOut: number;
  refusals: number;
  longest: number;
  /** How the last refused attempt ended. */
  lastRefusal: string;
}

const { baseURL, key, paths, every, giveUpAfter } = readSetting<NewcomerSetting>();
const figures: NewcomerFigures = { admitted: 0, shutOut: 0, refusals: 0, longest: 0, lastRefusal: '' };
const waiting = new Set<number>();
const noteWait = (since: number) => {
  figures.longest = Math.max(figures.longest, performance.now() - since);
};

setInterval(come, every);
tellFigures(() => {
  waiting.forEach(noteWait);
  return figures;
});

async function come(): Promise<void> {
  const since = performance.now();
  const deadline = since + giveUpAfter;
  let isIn = false;
  waiting.add(since);
  while (!isIn && performance.now() < deadline) {
    isIn = await attempt(deadline);
    if (!isIn) await sleep(100);
  }
  waiting.delete(since);
  noteWait(since);
  if (isIn) figures.admitted++;
  else figures.shutOut++;
}

/** Whether everything was answered 200 on one connection in time. */
async function attempt(deadline: number): Promise<boolean> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (const path of paths) {
      const seconds = (deadline - performance.now()) / 1000;
      if (seconds <= 0) throw new Error('no answer in time');
      const request = { method: 'GET', headers: { 'x-api-key': key }, seconds };
      const { status } = await send(agent, baseURL + path, request);
      if (status !== 200) throw new Error(`answered ${status}`);
    }
    return true;
  } catch (error) {
    figures.refusals++;
    figures.lastRefusal = (error as Error).message;
    return false;
  } finally {
    agent.destroy();
  }
}
