import { operations } from 'virtual:operations';
import type { Scope } from '../../../src/contract/scopes.ts';
import type { Route } from './routes.ts';

/** What the console knows of an operation at run time; its input and output are known by type alone. */
export interface Described {
  /** `resource.verb`. */
  id: string;
  /** A key needs one of these; none means that every key may. */
  scopes: readonly Scope[];
}

/** The operation of a route. */
export const operationOf = (route: Route): Described => operations[route] as Described;
