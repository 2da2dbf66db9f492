import type { Fault } from '../../../src/contract/fault.ts';

/** What goes wrong, in words. */
export interface Preset {
  id: string;
  label: string;
  fault: Pick<Fault, 'answer' | 'delay_ms'>;
}

/** What goes wrong most often between a client and a server. */
export const presets: readonly Preset[] = [
  { id: '429', label: '429, retry after 1 s', fault: { answer: { status: 429, retry_after: 1 } } },
  { id: '500', label: '500 internal error', fault: { answer: { status: 500 } } },
  { id: '503', label: '503 unavailable', fault: { answer: { status: 503 } } },
  { id: '529', label: '529 overloaded', fault: { answer: { status: 529 } } },
  { id: 'reset', label: 'Connection reset', fault: { answer: { connection: 'reset' } } },
  { id: 'stall', label: 'No response at all (timeout)', fault: { answer: { connection: 'stall' } } },
  { id: 'html', label: 'A proxy’s HTML page (502)', fault: { answer: { body: 'html' } } },
  { id: 'slow', label: 'Response 10 s late', fault: { delay_ms: 10_000 } },
];

/** The fault of a preset, which strikes the next request of an operation. */
export function faultOf(preset: string, operation: string, when: string): Fault {
  const { fault } = presets.find(({ id }) => id === preset) ?? (presets[0] as Preset);
  return { operation, ...(when === 'after' && { when: 'after' as const }), ...fault };
}

/** What a fault does, in words. */
export function faultText({ answer = {}, delay_ms, when }: Fault): string {
  const late = delay_ms === undefined ? undefined : `${delay_ms.toLocaleString('en')} ms late`;
  const what = answer.status
    ? `status ${answer.status}`
    : answer.connection
      ? (connections[answer.connection] ?? answer.connection)
      : answer.body
        ? (bodies[answer.body] ?? answer.body)
        : undefined;
  const retry = answer.retry_after === undefined ? undefined : `retry after ${answer.retry_after} s`;
  const parts = [what, retry, late, when === 'after' ? 'after the commit' : 'before the commit'];
  return parts.filter((part) => part !== undefined).join(', ');
}

const connections: Readonly<Record<string, string>> = {
  reset: 'connection reset',
  close: 'connection closed',
  half: 'half of the response, then a reset',
  stall: 'no response at all',
};
const bodies: Readonly<Record<string, string>> = {
  html: 'a proxy’s HTML page (502)',
  truncated: 'truncated JSON',
  empty: 'an empty body',
};
