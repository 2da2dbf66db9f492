import { useNow, useServerNow } from '../../clock.ts';

/** Long units are rounded, or 89 days would be 2 months; short ones are those that have passed, or are left, in full. */
const units = [
  ['year', 365 * 86_400, Math.round],
  ['month', 30 * 86_400, Math.round],
  ['day', 86_400, Math.trunc],
  ['hour', 3_600, Math.trunc],
  ['minute', 60, Math.trunc],
] as const;
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A time by the organization’s clock such as “3 days ago”, with the exact one on hover. */
export const RelativeTime = ({ value }: { value: string }) => <Ago value={value} now={useNow()} />;

/** The same for a time by the server’s clock. */
export const ServerTime = ({ value }: { value: string }) => <Ago value={value} now={useServerNow()} />;

/** When something was last done, of which the server keeps only the hour, given by its beginning. */
export function LastHour({ value }: { value: string }) {
  const now = useServerNow();
  if (now - Date.parse(value) >= 3_600_000) return <Ago value={value} now={now} />;
  return (
    <time dateTime={value} title={value}>
      this hour
    </time>
  );
}

const Ago = ({ value, now }: { value: string; now: number }) => (
  <time dateTime={value} title={value}>
    {relative(Date.parse(value), now)}
  </time>
);

function relative(then: number, now: number): string {
  // `now` is the start of the minute, so what was just made is up to 60 seconds ahead: rounded up, “in 1 minute”.
  const seconds = Math.trunc((then - now) / 1000);
  for (const [unit, length, whole] of units) {
    if (Math.abs(seconds) >= length) return format.format(whole(seconds / length), unit);
  }
  return 'just now';
}
