import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { LinkButton } from '../components/button/button.tsx';
import { EmptyState, FailureState, Forbidden } from '../components/states/states.tsx';

/** Whether the feed is turned off, which its refusal says. */
export const isOff = (error: Error | null): boolean =>
  error instanceof ApiError &&
  error.status === 400 &&
  error.message.startsWith('Compliance API is not enabled');

/** Why the feed can’t be shown: the key can’t see it, it is turned off, or its read failed. */
export function NoFeed({ error, retry, ways }: { error: Error; retry: () => void; ways?: ReactNode }) {
  if (error instanceof ApiError && error.status === 404) {
    return <Forbidden reason="The server hides the activity feed from this key." />;
  }
  if (isOff(error)) {
    return (
      <EmptyState icon={<History />} title="The activity feed is off">
        <p>Nothing is recorded while it is off. Turn it on in the settings.</p>
        <LinkButton to="/settings">Settings</LinkButton>
      </EmptyState>
    );
  }
  return (
    <FailureState error={error} retry={retry}>
      {ways}
    </FailureState>
  );
}
