import type { ApiKey } from '../api/types.ts';
import { useNow } from '../clock.ts';
import { Badge, type Tone } from '../components/badge/badge.tsx';
import { RelativeTime } from '../components/relative-time/relative-time.tsx';
import styles from './key-status.module.css';
import { endsSoon } from './kinds.ts';

const states: Record<ApiKey['status'] | 'disabled', readonly [string, Tone]> = {
  active: ['Active', 'good'],
  inactive: ['Inactive', 'warn'],
  disabled: ['Disabled', 'warn'],
  expired: ['Expired', 'bad'],
  archived: ['Archived', 'neutral'],
};

/** Whether a key works, in a word. */
export function KeyStatus({ status }: { status: keyof typeof states }) {
  const [text, tone] = states[status];
  return <Badge tone={tone}>{text}</Badge>;
}

/** When a key expires; it stands out if that is soon. */
export function Expires({ status, at }: { status: string; at: string | null }) {
  const now = useNow();
  if (at === null) {
    return (
      <span className="quiet">
        Never<span className={styles.label}> expires</span>
      </span>
    );
  }
  const time = (
    <>
      <span className={styles.label}>Expires </span>
      <RelativeTime value={at} />
    </>
  );
  return endsSoon(status, at, now) ? <Badge tone="warn">{time}</Badge> : <span>{time}</span>;
}
