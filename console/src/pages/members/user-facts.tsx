import { useGet } from '../../api/queries.ts';
import type { User } from '../../api/types.ts';
import { Card } from '../../components/card/card.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Id } from '../../components/id/id.tsx';
import { Moment } from '../../components/relative-time/moment.tsx';
import { organizationRoles } from '../../people/roles.ts';
import { UserRole } from '../../people/user-role.tsx';
import { isBlank } from '../../workspaces/shown-name.ts';

/** All members of the object by names for people; the role can be changed. */
export function UserFacts({ user }: { user: User }) {
  const role = organizationRoles.find(({ value }) => value === user.role);
  return (
    <Card>
      <Facts>
        <Fact label="Name" wire="name">
          {isBlank(user.name) ? <span className="quiet">none</span> : <bdi>{user.name}</bdi>}
        </Fact>
        <Fact label="Email" wire="email">
          <bdi>{user.email}</bdi>
        </Fact>
        <Fact label="Role in the organization" wire="role" {...(role && { about: role.about })}>
          <UserRole user={user} />
        </Fact>
        <Fact label="Added" wire="added_at">
          <Moment value={user.added_at} />
        </Fact>
        <Keys user={user} />
        <Fact label="ID" wire="id">
          <Id id={user.id} />
        </Fact>
      </Facts>
      <AsCode
        label="This user as a call"
        requests={[
          { route: 'GET /v1/organizations/users/{user_id}', input: { params: { user_id: user.id } } },
        ]}
      />
    </Card>
  );
}

/** How many API keys act as the user, which end if the user is removed. */
function Keys({ user }: { user: User }) {
  const { data } = useGet('GET /x/v1/organizations/users/{user_id}/access', {
    params: { user_id: user.id },
  });
  const count = data?.api_keys;
  return (
    <Fact label="Active API keys" about="They act as the user, and stop working if the user is removed.">
      {count === null ? (
        <span className="quiet">Your key can’t see how many there are.</span>
      ) : (
        (count?.toLocaleString('en') ?? '…')
      )}
    </Fact>
  );
}
