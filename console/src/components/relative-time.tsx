import { useSyncExternalStore } from 'react';

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A moment as people say it, with the exact one on hover. */
export function RelativeTime({ value }: { value: string }) {
  const now = useSyncExternalStore(everyMinute, currentMinute);
  return (
    <time dateTime={value} title={value}>
      {relative(Date.parse(value), now)}
    </time>
  );
}

function relative(then: number, now: number): string {
  // What was made since the minute began is up to 60 seconds ahead of it: rounded up, it would be “in 1 minute”.
  const seconds = Math.trunc((then - now) / 1000);
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return 'just now';
}

function everyMinute(tick: () => void): () => void {
  const timer = setInterval(tick, 60_000);
  return () => clearInterval(timer);
}

const currentMinute = () => Math.floor(Date.now() / 60_000) * 60_000;
