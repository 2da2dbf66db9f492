import { useSyncExternalStore } from 'react';

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A time such as “3 days ago”, with the exact one on hover. */
export function RelativeTime({ value }: { value: string }) {
  const now = useSyncExternalStore(everyMinute, currentMinute);
  return (
    <time dateTime={value} title={value}>
      {relative(Date.parse(value), now)}
    </time>
  );
}

function relative(then: number, now: number): string {
  // `now` is the start of the minute, so what was just made is up to 60 seconds ahead: rounded up, “in 1 minute”.
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
