import type { RequestExample } from '../contract/reference.ts';

/** The path of this request, without its query; IDs from imports may have characters that mean something in a URL or a shell. */
export const pathOf = ({ path }: { path: string }, { params = {} }: Pick<RequestExample, 'params'>) =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name) => encodeURIComponent(params[name] ?? ''));
