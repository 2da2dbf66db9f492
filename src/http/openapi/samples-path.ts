import type { Operation } from '../../contract/operation.ts';
import type { RequestExample } from '../../contract/reference.ts';

/** The path of this request, without its query. */
export const pathOf = ({ path }: Operation, { params = {} }: RequestExample) =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name) => params[name] ?? '');
