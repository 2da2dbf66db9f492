import { Button } from '../components/button/button.tsx';
import Code from '../components/code/code.tsx';
import { Fact, Facts } from '../components/facts/facts.tsx';
import { Id } from '../components/id/id.tsx';
import { Moment } from '../components/relative-time/moment.tsx';
import { ActorName, actorIdOf } from './actor.tsx';
import { differencesOf } from './diff.ts';
import { DiffTable } from './diff-table.tsx';
import type { FeedEntry, Names } from './entry.ts';
import styles from './entry-details.module.css';
import { labelOf } from './types.ts';

interface EntryDetailsProps {
  entry: FeedEntry;
  names: Names;
  onActor?: ((id: string) => void) | undefined;
}

/** What an entry changed by field, who did it from where, and its JSON. */
export default function EntryDetails({ entry, names, onActor }: EntryDetailsProps) {
  const { actor } = entry;
  const differences = differencesOf(entry);
  const actorId = actorIdOf(actor);
  return (
    <div className={styles.details}>
      {differences.length > 0 && (
        <section aria-label="Changes" className={styles.diff}>
          <DiffTable differences={differences} names={names} />
        </section>
      )}
      <Facts>
        <Fact label="What">
          {labelOf(entry.type)} <code className="quiet breakable">{entry.type}</code>
        </Fact>
        <Fact label="When">
          <Moment value={entry.created_at} />
        </Fact>
        <Fact label="Who">
          <ActorName actor={actor} names={names} />{' '}
          {actorId !== undefined && onActor && (
            <Button size="small" look="quiet" onClick={() => onActor(actorId)}>
              Only this actor
            </Button>
          )}
        </Fact>
        {actor.type !== 'system_actor' && (
          <Fact label="From">
            {actor.ip_address ?? 'unknown address'}
            {actor.user_agent && <span className="quiet breakable"> · {actor.user_agent}</span>}
          </Fact>
        )}
        <Fact label="Entry">
          <Id id={entry.id} of="the entry" />
        </Fact>
      </Facts>
      <details className={styles.json} open={differences.length === 0}>
        <summary>JSON</summary>
        <Code object={entry} requests={[]} />
      </details>
    </div>
  );
}
