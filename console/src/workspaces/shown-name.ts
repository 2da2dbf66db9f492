import type { Workspace } from '../api/types.ts';

/** Whether there is nothing to see in a name but space and signs without a shape. */
export const isBlank = (name: string): boolean => !/[^\s\p{Cf}]/u.test(name);

/** The name, or the id of a workspace whose name is blank. */
export const shownName = ({ name, id }: Workspace): string => (isBlank(name) ? id : name);
