import { Link } from '@tanstack/react-router';
import { useNow } from '../../clock.ts';
import { Badge } from '../../components/badge/badge.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Id } from '../../components/id/id.tsx';
import { Moment } from '../../components/relative-time/moment.tsx';
import { Where } from '../../keys/key-columns.tsx';
import { actorOf, endsSoon, kindOf, workspaceOf } from '../../keys/kinds.ts';
import { KeyStatus } from '../../keys/status.tsx';
import { whyFixed } from '../../keys/use-key-actions.tsx';
import type { KeyRow } from '../../keys/use-rows.ts';
import { isBlank } from '../../workspaces/shown-name.ts';

/** All members of a key, by names for people. */
export function KeyFacts({ row }: { row: KeyRow }) {
  const { key } = row;
  const now = useNow();
  return (
    <Facts>
      <Fact label="Name" wire="name">
        {isBlank(key.name) ? <span className="quiet">(blank name)</span> : <bdi>{key.name}</bdi>}
      </Fact>
      <Fact label="ID" wire="id">
        <Id id={key.id} />
      </Fact>
      <Fact
        label="Hint"
        wire="partial_key_hint"
        about="The beginning and the end. The key itself isn’t stored."
      >
        {key.partial_key_hint === null ? (
          <span className="quiet">none</span>
        ) : (
          <code>{key.partial_key_hint}</code>
        )}
      </Fact>
      <Fact label="Valid in" wire="scope" {...(workspaceOf(key) === undefined && { about: everywhere })}>
        <Where row={row} />
      </Fact>
      <Fact label="Kind" wire="principal" about={kindOf(key).about}>
        {kindOf(key).name}
        <Actor row={row} />
      </Fact>
      <Fact label="Status" wire="status" {...explained(row)}>
        <KeyStatus status={key.status} />
      </Fact>
      <Fact label="Created" wire="created_at">
        <Moment value={key.created_at} />
      </Fact>
      {key.created_by && (
        <Fact label="Created by" wire="created_by">
          <bdi>{row.creator ?? key.created_by.id}</bdi>
        </Fact>
      )}
      <Fact label="Expires" wire="expires_at">
        {key.expires_at === null ? <span className="quiet">never</span> : <Moment value={key.expires_at} />}{' '}
        {endsSoon(key.status, key.expires_at, now) && <Badge tone="warn">Soon</Badge>}
      </Fact>
    </Facts>
  );
}

const everywhere = 'Every workspace that whom it acts as has access to.';

function Actor({ row }: { row: KeyRow }) {
  const id = actorOf(row.key);
  if (id === undefined) return null;
  const name = <bdi>{row.actor ?? id}</bdi>;
  if (row.key.principal?.type !== 'user_actor') return <> · {name}</>;
  return (
    <>
      {' · '}
      <Link to="/members/$id" params={{ id }}>
        {name}
      </Link>
    </>
  );
}

/** Why a key doesn’t work, where that isn’t plain. */
function explained(row: KeyRow): { about?: string } {
  const { status } = row.key;
  if (status === 'archived') return { about: whyFixed(row) ?? '' };
  if (status === 'expired') return { about: 'It can’t be activated again. Create another key.' };
  if (status === 'inactive') return { about: 'Requests with it are refused until it’s activated.' };
  return {};
}
