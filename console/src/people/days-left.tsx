import { useNow } from '../clock.ts';
import { Badge } from '../components/badge/badge.tsx';
import { leftText } from './left-text.ts';

const hour = 3_600_000;

/** How long an invite can still be accepted, such as `12 days left`; what ends within two days stands out. */
export function DaysLeft({ until }: { until: string }) {
  const hours = (Date.parse(until) - useNow()) / hour;
  const text = leftText(hours);
  return (
    <time dateTime={until} title={until}>
      {hours < 48 ? <Badge tone="warn">{text}</Badge> : text}
    </time>
  );
}
