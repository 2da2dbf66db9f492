import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, X } from 'lucide-react';
import { useState } from 'react';
import { useGet, useRefusal, useStatus } from '../../api/queries.ts';
import { useNow } from '../../clock.ts';
import { IconButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import styles from './first-steps.module.css';

const item = 'workspaced.first-steps';
/** How long an organization is young, in ms. */
const young = 14 * 86_400_000;

/**
 * What a new organization does first, as far as the key may do it. Each step is ticked by what is stored; the card goes with
 * the last one, or by ×.
 */
export function FirstSteps() {
  const { data: status } = useStatus();
  const now = useNow();
  const [hidden, setHidden] = useState(() => localStorage.getItem(item) === 'hidden');
  const keys = useGet('GET /x/v1/admin_keys', { query: { limit: 2 } });
  const apiKeys = useGet('GET /x/v1/organizations/api_keys', { query: { limit: 1 } });
  const users = useGet('GET /x/v1/organizations/users', { query: { limit: 1 } });
  const refusals = [
    useRefusal('POST /v1/organizations/workspaces'),
    useRefusal('POST /v1/organizations/invites'),
    useRefusal('POST /x/v1/organizations/api_keys'),
    useRefusal('POST /x/v1/admin_keys'),
  ];
  const isYoung = status && now - Date.parse(status.organization.created_at) < young;
  if (hidden || !isYoung) return null;
  const steps = [
    { name: 'Create a workspace', to: '/workspaces/new', done: status.active_workspaces > 0 },
    { name: 'Invite a colleague', to: '/members/invites/new', done: has(users.data) },
    { name: 'Create an API key', to: '/api-keys/new', done: has(apiKeys.data) },
    {
      name: 'Create a second admin key, in case the first is lost',
      to: '/settings/admin-keys/new',
      done: (keys.data?.data.length ?? 0) > 1,
    },
  ] as const;
  const own = steps.filter((_, index) => refusals[index] === undefined);
  if (own.every(({ done }) => done)) return null;
  const hide = () => {
    localStorage.setItem(item, 'hidden');
    setHidden(true);
  };
  return (
    <Card
      title="First steps"
      actions={
        <IconButton small label="Hide first steps" onClick={hide}>
          <X />
        </IconButton>
      }
    >
      <ul className={styles.steps}>
        {own.map(({ name, to, done }) => (
          <li key={to} data-done={done}>
            {done ? <CircleCheck /> : <CircleDashed />}
            {done ? <span>{name}</span> : <Link to={to}>{name}</Link>}
            <span className="sr-only">{done ? ' (done)' : ' (to do)'}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const has = (page: { total_count: number } | undefined) => (page?.total_count ?? 0) > 0;
