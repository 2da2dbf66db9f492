import { createStore } from '../store.ts';
import type { ApiRequest } from './snippets.ts';
import type { Workspace } from './types.ts';

/** The change that was just made, and the request that made it. */
export interface Receipt {
  did: 'Created' | 'Saved' | 'Archived';
  workspace: Workspace;
  request: ApiRequest;
}

/** The last change made in this tab, until it is dismissed. */
export const receipt = createStore<Receipt | null>(null);

export const showReceipt = (value: Receipt): void => receipt.set(value);
export const dismissReceipt = (): void => receipt.set(null);
