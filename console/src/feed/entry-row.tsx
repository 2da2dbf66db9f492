import {
  Bot,
  ChevronDown,
  ChevronRight,
  Eye,
  KeyRound,
  LayoutGrid,
  type LucideIcon,
  Settings,
  Users,
} from 'lucide-react';
import { useId, useState } from 'react';
import { RelativeTime } from '../components/relative-time/relative-time.tsx';
import { lazily } from '../lazily.tsx';
import { ActorName } from './actor.tsx';
import type { FeedEntry, Names } from './entry.ts';
import styles from './entry-row.module.css';
import { Sentence, textOf } from './sentence.tsx';
import { groupOf } from './types.ts';
import { partsOf } from './words.ts';

const EntryDetails = lazily(() => import('./entry-details.tsx'));

const icons: Readonly<Record<string, LucideIcon>> = {
  workspaces: LayoutGrid,
  'workspace-members': Users,
  people: Users,
  'api-keys': KeyRound,
  'service-accounts': Bot,
  reads: Eye,
};

interface EntryRowProps {
  entry: FeedEntry;
  names: Names;
  /** Shows only what this actor did. */
  onActor?: ((id: string) => void) | undefined;
}

/** One entry in words; opened, what it changed and its JSON. */
export function EntryRow({ entry, names, onActor }: EntryRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const parts = partsOf(entry);
  const Icon = icons[groupOf(entry.type)] ?? Settings;
  return (
    <li className={styles.entry} data-entry={entry.id} data-open={open}>
      <div className={styles.line} data-line>
        <Icon className={styles.icon} aria-hidden="true" />
        <Sentence parts={parts} names={names} />
        <span className={styles.by}>
          <span className={styles.actor}>
            <ActorName actor={entry.actor} names={names} />
          </span>
          <span className={styles.time}>
            <RelativeTime value={entry.created_at} />
          </span>
        </span>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={`Details: ${textOf(parts, names)}`}
          onClick={() => setOpen(!open)}
          onPointerEnter={EntryDetails.preload}
        >
          {open ? <ChevronDown /> : <ChevronRight />}
        </button>
      </div>
      {open && (
        <div id={id} className={styles.details}>
          <EntryDetails entry={entry} names={names} onActor={onActor} />
        </div>
      )}
    </li>
  );
}
