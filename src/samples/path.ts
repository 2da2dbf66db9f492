import type { RequestExample } from '../contract/reference.ts';

/** The path of this request, without its query. */
export const pathOf = ({ path }: { path: string }, { params = {} }: Pick<RequestExample, 'params'>) =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name) => params[name] ?? '');
