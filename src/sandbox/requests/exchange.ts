import type { Entry } from './entry.ts';
import type { Headers } from './mask.ts';

/** A request that is over, as the server has it: with its keys, and the bodies as they were sent. */
export interface Exchange extends Omit<Entry, 'headers' | 'body' | 'answer' | 'retry'> {
  headers: Headers;
  /** As text or UTF-8, not compressed. */
  body: string | Buffer | undefined;
  answer: string | Buffer | undefined;
}
