import type { LinkProps } from '@tanstack/react-router';
import { createStore } from '../../store.ts';
import type { Requested } from '../code/snippets.ts';

/** Something that was done: a sentence, the object, and the request that did it. */
export interface Done {
  /** Such as `Created`. */
  did: string;
  /** The name of the object. */
  what?: string;
  /** Its page. */
  to?: Pick<LinkProps, 'to' | 'params'>;
  request?: Requested;
  /** Whether it couldn’t be done. */
  failed?: boolean;
}

/** What is to be told next. */
export const told = createStore<readonly Done[]>([]);

/** Says for a few seconds what was done. */
export const toast = (done: Done): void => told.set([...told.get(), done]);
