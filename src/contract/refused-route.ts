import type { ApiError } from './errors.ts';
import type { Operation } from './operation.ts';

/** A route that clients know from the hosted API, and that refuses every caller with the scopes: it isn’t documented. */
export interface RefusedRoute extends Pick<Operation, 'id' | 'method' | 'path' | 'scopes'> {
  readonly error: ApiError;
}
