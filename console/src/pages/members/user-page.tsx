import { Navigate, useParams } from '@tanstack/react-router';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import type { User } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { FailureState, RefreshFault, Skeleton } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { shownPerson } from '../../people/shown-person.ts';
import { useRemovalReason } from '../../people/use-removal-reason.ts';
import { UserAccess } from './user-access.tsx';
import { UserFacts } from './user-facts.tsx';
import styles from './user-page.module.css';

const RemoveUser = lazily(() => import('../../people/remove-user.tsx'));
const above = [{ name: 'Members', to: '/members' }] as const;

/** One user: who they are, and what they can reach. */
export default function UserPage() {
  const { id } = useParams({ from: '/inside/members/$id' });
  const [removed, setRemoved] = useState<string>();
  if (removed === id) return <Navigate to="/members" replace />;
  return <Shown id={id} onRemoved={() => setRemoved(id)} />;
}

function Shown({ id, onRemoved }: { id: string; onRemoved: () => void }) {
  const {
    data: user,
    error,
    refetch,
  } = useGet('GET /v1/organizations/users/{user_id}', {
    params: { user_id: id },
  });
  const isGone = error instanceof ApiError && error.status === 404;
  if (user === undefined || isGone) {
    return (
      <>
        <PageHeader title={user ? shownPerson(user) : 'User'} above={above} />
        {error ? (
          <FailureState error={error} retry={() => refetch()}>
            {isGone && <LinkButton to="/members">All users</LinkButton>}
          </FailureState>
        ) : (
          <Skeleton lines={10} label="Loading user" />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={shownPerson(user)}
        above={above}
        actions={<Remove user={user} onRemoved={onRemoved} />}
      />
      {error && <RefreshFault retry={() => refetch()} />}
      <div className={styles.parts}>
        <UserFacts user={user} />
        <UserAccess user={user} />
      </div>
    </>
  );
}

function Remove({ user, onRemoved }: { user: User; onRemoved: () => void }) {
  const reason = useRemovalReason()(user);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button look="danger" reason={reason} onClick={() => setAsked(true)}>
        <UserMinus /> Remove
      </Button>
      {asked && <RemoveUser user={user} onRemoved={onRemoved} onClosed={() => setAsked(false)} />}
    </>
  );
}
