import type { Operation } from '../contract/operation.ts';
import { isPaged } from '../contract/page.ts';
import type { SdkCall } from '../contract/reference.ts';

/** What code samples of an operation are made from; the console has no more of it. */
export interface Sampled {
  readonly method: string;
  readonly path: string;
  /** Whether it needs no key. */
  readonly open: boolean;
  /** Whether it returns pages. */
  readonly paged: boolean;
  readonly sdk: Pick<SdkCall, 'method' | 'result'> | null;
}

/** The operation, as code samples see it. */
export const sampled = (operation: Operation): Sampled => ({
  method: operation.method,
  path: operation.path,
  open: operation.open === true,
  paged: isPaged(operation),
  sdk: operation.reference.sdk,
});
