import type { User } from '../api/types.ts';
import { isBlank } from '../workspaces/shown-name.ts';

/** What a person is called: their name, which may be empty, or else their email address. */
export const shownPerson = ({ name, email }: Pick<User, 'name' | 'email'>): string =>
  isBlank(name) ? email : name;
