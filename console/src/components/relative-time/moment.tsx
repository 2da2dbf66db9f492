import { RelativeTime } from './relative-time.tsx';

/** A time such as “3 days ago”, followed by the exact one. */
export const Moment = ({ value }: { value: string }) => (
  <>
    <RelativeTime value={value} /> <code className="quiet breakable">{value}</code>
  </>
);
