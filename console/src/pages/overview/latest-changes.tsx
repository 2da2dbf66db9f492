import { ApiError } from '../../api/client.ts';
import { useGet, useRefusal } from '../../api/queries.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { Skeleton } from '../../components/states/states.tsx';
import { ActorName } from '../../feed/actor.tsx';
import type { FeedEntry } from '../../feed/entry.ts';
import { useNames } from '../../feed/names.ts';
import { isOff } from '../../feed/no-feed.tsx';
import { Sentence } from '../../feed/sentence.tsx';
import { typesOf } from '../../feed/types.ts';
import { partsOf } from '../../feed/words.ts';
import styles from './latest-changes.module.css';

const none: readonly FeedEntry[] = [];
const query = { limit: 6, 'exclude_activity_types[]': typesOf('reads') };

/** The newest changes to the organization, as far as the key may see them. */
export function LatestChanges() {
  const refusal = useRefusal('GET /v1/compliance/activities');
  const read = useGet(
    'GET /v1/compliance/activities',
    { query },
    { enabled: refusal === undefined, refetchInterval: 30_000 },
  );
  const entries = (read.data?.data ?? none) as unknown as readonly FeedEntry[];
  const names = useNames(entries);
  const why = refusal === undefined ? read.data === undefined && sentenceFor(read.error) : refusal;
  return (
    <Card
      title="Latest changes"
      actions={
        !why && (
          <LinkButton size="small" look="quiet" to="/activity">
            All activity
          </LinkButton>
        )
      }
    >
      {why ? (
        <p className="quiet">{why}</p>
      ) : read.data === undefined ? (
        <Skeleton lines={4} label="Loading latest changes" />
      ) : entries.length === 0 ? (
        <p className="quiet">Nothing has happened yet.</p>
      ) : (
        <ul className={styles.changes}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Sentence parts={partsOf(entry)} names={names} />
              <span className={styles.by}>
                <RelativeTime value={entry.created_at} /> · <ActorName actor={entry.actor} names={names} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const hidden = 'Your key can’t see the activity feed.';

/** Why there is nothing to show, in a quiet sentence. */
function sentenceFor(error: Error | null): string | undefined {
  if (error === null) return undefined;
  if (isOff(error)) return 'The activity feed is off.';
  const isHidden = error instanceof ApiError && (error.status === 403 || error.status === 404);
  return isHidden ? hidden : 'Couldn’t load the latest changes.';
}
