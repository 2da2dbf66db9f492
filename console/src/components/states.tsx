import { CloudOff, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
}

/** Says that there is nothing to show, and what to do about it. */
export function EmptyState({ icon, title, children }: EmptyProps) {
  return (
    <div className="state">
      <span className="state-icon">{icon}</span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface FailureProps {
  error: Error;
  retry: () => void;
  children?: ReactNode;
}

/** A failed read: the server's own sentence, the request ID to look for in its log, and a retry button. */
export function FailureState({ error, retry, children }: FailureProps) {
  const answered = error instanceof ApiError;
  return (
    <div className="state" role="alert">
      <span className="state-icon bad">{answered ? <TriangleAlert /> : <CloudOff />}</span>
      <h2>{answered ? 'The server returned an error' : 'Can’t reach the server'}</h2>
      <p>{answered ? errorText(error) : 'It may be starting, or your connection is down.'}</p>
      {answered && error.requestId && (
        <p className="quiet">
          Request ID: <code>{error.requestId}</code>
        </p>
      )}
      <div className="state-actions">
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
        {children}
      </div>
    </div>
  );
}

/** Says that what is shown may be out of date. */
export function RefreshFault({ retry }: { retry: () => void }) {
  return (
    <p className="notice refresh-fault" role="alert">
      Couldn’t refresh.
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </p>
  );
}

/** The sentence with its field, where it names one. */
export const errorText = (error: ApiError): string =>
  error.field === null ? error.message : `${error.field}: ${error.message}`;

/** Grey bars while content loads; screen readers announce the label once. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <span key={index} />
      ))}
    </div>
  );
}
