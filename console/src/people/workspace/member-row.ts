import type { Member, User } from '../../api/types.ts';
import { type Effective, effectiveRole } from '../access.ts';
import { shownPerson } from '../shown-person.ts';

/** A listed member with what is known of the user, and the role that counts. */
export interface MemberRow {
  member: Member;
  /** Undefined as long as it isn’t known, and for one who can’t be found. */
  user: User | undefined;
  effective: Effective;
}

/** Puts a member and the user together. */
export const memberRow = (member: Member, user: User | undefined): MemberRow => ({
  member,
  user,
  effective: effectiveRole(member.workspace_role, user?.role),
});

/** What a member is called; one who isn’t known has only an ID. */
export const nameOf = ({ member, user }: Pick<MemberRow, 'member' | 'user'>): string =>
  user === undefined ? member.user_id : shownPerson(user);
