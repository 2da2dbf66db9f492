import { useRef } from 'react';
import { useNow } from '../clock.ts';
import type { FeedEntry, Names } from './entry.ts';
import { EntryRow } from './entry-row.tsx';
import styles from './feed-list.module.css';
import { useListKeys } from './use-list-keys.ts';

interface FeedListProps {
  /** Newest first. */
  entries: readonly FeedEntry[];
  names: Names;
  busy?: boolean;
  onActor?: (id: string) => void;
}

/** Entries by the day in UTC on which they happened; the arrow keys move among them. */
export function FeedList({ entries, names, busy = false, onActor }: FeedListProps) {
  const place = useRef<HTMLDivElement>(null);
  useListKeys(place);
  const today = Math.floor(useNow() / oneDay);
  const days = [...Map.groupBy(entries, ({ created_at }) => created_at.slice(0, 10))];
  return (
    <div ref={place} className={styles.feed} aria-busy={busy}>
      {days.map(([day, those]) => (
        <section key={day} aria-label={dayText(day, today)}>
          <h2 className={styles.day}>{dayText(day, today)}</h2>
          <ul>
            {those.map((entry) => (
              <EntryRow key={entry.id} entry={entry} names={names} onActor={onActor} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const oneDay = 86_400_000;

/** A date in words; today, given in days since 1970, and the day before by how people call them. */
function dayText(day: string, today: number): string {
  const text = format.format(new Date(`${day}T00:00:00Z`));
  const ago = today - Date.parse(day) / oneDay;
  if (ago === 0) return `Today, ${text}`;
  return ago === 1 ? `Yesterday, ${text}` : text;
}
