import { CloudOff, Lock, TriangleAlert } from 'lucide-react';
import { type ReactNode, useDeferredValue } from 'react';
import { ApiError, isForbidden, NoAnswer } from '../../api/client.ts';
import { Button } from '../button/button.tsx';
import styles from './states.module.css';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}

/** Says that there is nothing to show, and what to do about it. */
export function EmptyState({ icon, title, children }: EmptyProps) {
  return (
    <div className={styles.state}>
      <span className={styles.icon}>{icon}</span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What the caller’s key may not see, and why. */
export function Forbidden({ reason }: { reason: string }) {
  return (
    <EmptyState icon={<Lock />} title="Your key can’t see this">
      <p>{reason}</p>
    </EmptyState>
  );
}

interface FailureProps {
  error: unknown;
  /** Reloads the page if left out. */
  retry?: () => void;
  children?: ReactNode;
}

/**
 * A failed read: the server’s own sentence, the request ID to look for in its log, and a retry button. Any other error is a
 * fault of the console, which another request wouldn’t mend.
 */
export function FailureState({ error, retry = reload, children }: FailureProps) {
  const answered = error instanceof ApiError;
  if (answered && isForbidden(error)) return <Forbidden reason={errorText(error)} />;
  const isFault = !answered && !(error instanceof NoAnswer);
  const [title, sentence] = isFault
    ? ['Something went wrong in the console', `It’s a fault of this page, not of the server. ${error}`]
    : answered
      ? ['The server returned an error', errorText(error)]
      : ['Can’t reach the server', 'It may be starting, or your connection is down.'];
  return (
    <div className={styles.state} role="alert">
      <span className={`${styles.icon} ${styles.bad}`}>
        {answered || isFault ? <TriangleAlert /> : <CloudOff />}
      </span>
      <h2>{title}</h2>
      <p>{sentence}</p>
      {answered && error.requestId && (
        <p className="quiet">
          Request ID: <code>{error.requestId}</code>
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={isFault ? reload : retry}>{isFault ? 'Reload the page' : 'Try again'}</Button>
        {children}
      </div>
    </div>
  );
}

const reload = () => location.reload();

/** Says that what is shown may be out of date. */
export function RefreshFault({ retry }: { retry: () => void }) {
  return (
    <div className={`${styles.notice} ${styles.refresh}`} role="alert">
      <span>Couldn’t refresh.</span>
      <Button size="small" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

/** A remark about the page or form it stands in. */
export function Notice({ tone = 'warn', children }: { tone?: 'warn' | 'info' | 'bad'; children: ReactNode }) {
  return (
    <div className={`${styles.notice} ${styles[`notice-${tone}`]}`} role="status">
      {children}
    </div>
  );
}

/** The sentence with its field, where it names one. */
const errorText = (error: ApiError): string =>
  error.field === null ? error.message : `${error.field}: ${error.message}`;

/** Any error as a sentence for people. */
export const sentenceOf = (error: Error): string =>
  error instanceof ApiError ? errorText(error) : error.message;

/** Grey bars while content loads; screen readers announce the label once. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <span key={index} />
      ))}
    </div>
  );
}

interface Read<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  read: Read<T>;
  /** What is loading, for screen readers. */
  label: string;
  lines?: number;
  /** Further ways out of a failure. */
  ways?: ReactNode;
  children: (data: T) => ReactNode;
}

/** What was read; until then bars, after a failure what went wrong, and both if only a refresh failed. */
export function Loaded<T>({ read, label, lines = 8, ways, children }: LoadedProps<T>) {
  const { data, error, refetch } = read;
  // What comes first is drawn in slices, so that the browser can respond in between; later changes at once.
  const isShown = useDeferredValue(data !== undefined);
  if (data === undefined || !isShown) {
    return error && data === undefined ? (
      <FailureState error={error} retry={() => refetch()}>
        {ways}
      </FailureState>
    ) : (
      <Skeleton lines={lines} label={label} />
    );
  }
  return (
    <>
      {error && <RefreshFault retry={() => refetch()} />}
      {children(data)}
    </>
  );
}
