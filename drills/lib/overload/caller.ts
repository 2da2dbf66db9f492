import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, send } from '../http.ts';
import { readSetting, tellFigures } from './worker.ts';

// A good client: one kept connection, one request at a time, `paths` by turns, one each `every` ms or, with 0, each as
// soon as the one before is answered.

/** What a caller is told. */
export interface CallerSetting {
  baseURL: string;
  key: string;
  paths: string[];
  every: number;
  /** Without an answer for so many seconds a request has failed. */
  patience: number;
}

/** Requests, those that weren't answered 200, and how long they took in ms. */
export interface CallerFigures {
  requests: number;
  failed: number;
  p50: number;
  p99: number;
  longest: number;
  /** How the last failed request ended. */
  lastFault: string;
}

const { baseURL, key, paths, every, patience } = readSetting<CallerSetting>();
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const times: number[] = [];
let failed = 0;
let lastFault = '';
let asking: number | undefined;

tellFigures((): CallerFigures => {
  const sorted = (asking === undefined ? times : [...times, performance.now() - asking]).toSorted(
    (a, b) => a - b,
  );
  const quantile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return {
    requests: times.length,
    failed,
    p50: quantile(0.5),
    p99: quantile(0.99),
    longest: quantile(1),
    lastFault,
  };
});
for (let turn = 0; ; turn++) await call(paths[turn % paths.length] as string);

async function call(path: string): Promise<void> {
  asking = performance.now();
  const request = { method: 'GET', headers: { 'x-api-key': key }, seconds: patience };
  const { status, body } = await send(agent, baseURL + path, request).catch(
    (error: Error): Answer => ({ status: 0, body: error.message, headers: {} }),
  );
  const took = performance.now() - asking;
  asking = undefined;
  times.push(took);
  if (status !== 200) {
    failed++;
    lastFault = `${status} ${JSON.stringify(body)}`;
  }
  // A client that is refused doesn't try again without a pause.
  const pause = Math.max(every - took, status === 200 ? 0 : 50);
  if (pause > 0) await sleep(pause);
}
