import type { Workspace } from '../api/types.ts';

/** Whether a name has only white space and invisible characters. */
export const isBlank = (name: string): boolean => !/[^\s\p{Cf}]/u.test(name);

/** The name, or the id of a workspace or key whose name is blank. */
export const shownName = ({ name, id }: Pick<Workspace, 'name' | 'id'>): string =>
  isBlank(name) ? id : name;
