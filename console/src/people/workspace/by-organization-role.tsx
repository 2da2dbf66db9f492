import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useGet } from '../../api/queries.ts';
import type { Output } from '../../api/routes.ts';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Section } from '../section.tsx';
import { shownPerson } from '../shown-person.ts';

const route = 'GET /x/v1/organizations/users';

/** Who has a role in every workspace by the role in the organization. */
export function ByOrganizationRole() {
  const admins = useWith('admin');
  const billing = useWith('billing');
  if (!admins?.total_count && !billing?.total_count) return null;
  return (
    <Section
      title="By organization role"
      about="Their role in the organization gives them a role in every workspace."
    >
      <Facts>
        {admins !== undefined && admins.total_count > 0 && (
          <Fact label="Workspace admin" about="Admins of the organization.">
            <People inRole="admin" found={admins} />
          </Fact>
        )}
        {billing !== undefined && billing.total_count > 0 && (
          <Fact
            label="Workspace billing"
            about="Billing users of the organization, unless one is listed above as Workspace admin."
          >
            <People inRole="billing" found={billing} />
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

const useWith = (role: 'admin' | 'billing') =>
  useGet(route, { query: { limit: 10, 'roles[]': [role] } }).data;

function People({ inRole, found }: { inRole: string; found: Output<typeof route> }) {
  const more = found.total_count - found.data.length;
  return (
    <>
      {found.data.map((user, index) => (
        <Fragment key={user.id}>
          {index > 0 && ', '}
          <Link to="/members/$id" params={{ id: user.id }}>
            <bdi>{shownPerson(user)}</bdi>
          </Link>
        </Fragment>
      ))}
      {more > 0 && (
        <>
          {' '}
          and{' '}
          <Link to="/members" search={{ role: inRole }}>
            {more.toLocaleString('en')} more
          </Link>
        </>
      )}
    </>
  );
}
