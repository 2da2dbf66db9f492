import { useRefusal } from '../api/queries.ts';
import type { User } from '../api/types.ts';
import { useWrite } from '../api/writes.ts';
import { RoleMenu } from './role-menu.tsx';
import { type AssignableRole, organizationRoles, roleName } from './roles.ts';
import { shownPerson } from './shown-person.ts';
import { tellFault } from './tell-fault.ts';

const route = 'POST /v1/organizations/users/{user_id}';

/** A user’s role in the organization, changed in place. */
export function UserRole({ user }: { user: User }) {
  const refusal = useRefusal(route);
  const change = useWrite(route, (changed) => ({
    did: `Role changed to ${roleName(changed.role)}:`,
    what: shownPerson(changed),
    to: { to: '/members/$id', params: { id: changed.id } },
  }));
  const choose = (role: string) =>
    change.mutate(
      { params: { user_id: user.id }, body: { role: role as AssignableRole } },
      { onError: tellFault('Couldn’t change the role') },
    );
  return (
    <RoleMenu<string>
      of={shownPerson(user)}
      value={change.isPending ? change.variables.body.role : user.role}
      choices={organizationRoles.map((role) => ({
        ...role,
        reason: role.value === 'admin' ? 'The API can’t make anyone an admin.' : undefined,
      }))}
      reason={refusal ?? (user.role === 'admin' ? 'The API can’t change the role of an admin.' : undefined)}
      busy={change.isPending}
      onChoose={choose}
    />
  );
}
