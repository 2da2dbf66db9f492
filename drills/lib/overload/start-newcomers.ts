import { adminKey } from '../server.ts';
import type { NewcomerFigures, NewcomerSetting } from './newcomer.ts';
import { Worker } from './worker.ts';

/** A new client of the first organization each 250 ms, which asks for these paths and gives up after 5 s. */
export function startNewcomers(baseURL: string, paths: string[]): Worker<NewcomerFigures> {
  const setting: NewcomerSetting = { baseURL, key: adminKey, paths, every: 250, giveUpAfter: 5000 };
  return new Worker('newcomer', setting);
}
