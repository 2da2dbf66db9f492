import { samples } from 'virtual:samples';
import type { Sampled } from '../../../../src/samples/sampled.ts';
import type { Route } from '../../api/routes.ts';

/** What code samples of an operation need, besides its route. */
export interface Sample extends Omit<Sampled, 'method' | 'path'> {
  /** The options of its command, by the place of their value in the query or body; null if it has no command. */
  options: readonly { path: readonly string[]; flag: string }[] | null;
}

/** What code samples of an operation are made from. */
export function sampleOf(route: Route): Sample & Sampled {
  const [method = '', path = ''] = route.split(' ');
  return { ...(samples[route] as Sample), method, path };
}
