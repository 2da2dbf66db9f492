import { useNavigate, useSearch } from '@tanstack/react-router';
import { type OrganizationRole, organizationRoles } from '../../people/roles.ts';

/** What the list of users shows, according to its address. */
export interface UsersView {
  /** Part of the name or of the email address. */
  q?: string | undefined;
  role?: OrganizationRole | undefined;
  after_id?: string | undefined;
  before_id?: string | undefined;
}

/** Changes the address; typing replaces the history entry, anything else adds one. */
export type ChangeView = (change: UsersView, how?: { typed: boolean }) => void;

/** The view of the address, without a role that doesn’t exist, and how to change it. */
export function useUsersView(): { view: UsersView; change: ChangeView } {
  const { role, ...rest } = useSearch({ from: '/inside/members/' });
  const navigate = useNavigate();
  const known = organizationRoles.find(({ value }) => value === role)?.value;
  const view = { ...rest, ...(known && { role: known }) };
  const change: ChangeView = (changes, { typed } = { typed: false }) => {
    // A page of one list is none of another.
    const { after_id: _, before_id: __, ...kept } = view;
    navigate({
      to: '/members',
      search: { ...kept, ...changes } as never,
      replace: typed,
      resetScroll: !typed,
    });
  };
  return { view, change };
}

/** Whether the view leaves out users. */
export const isFiltered = ({ q = '', role }: UsersView): boolean => q.trim() !== '' || role !== undefined;

/** The query that finds what the view shows. */
export const queryOf = ({ q = '', role, after_id, before_id }: UsersView) => ({
  limit: 50,
  ...(q.trim() !== '' && { query: q.trim() }),
  ...(role && { 'roles[]': [role] }),
  after_id,
  before_id,
});
