import { Badge, type Tone } from '../../components/badge/badge.tsx';

/** The status of a response; 0 if the connection was closed before there was one. */
export function StatusBadge({ status }: { status: number }) {
  const tone: Tone = status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
  return <Badge tone={tone}>{status === 0 ? 'no response' : status}</Badge>;
}
