import { useRef, useState } from 'react';
import { ApiError, call } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { Input, Output, WriteRoute } from '../api/routes.ts';
import { randomKey } from '../api/writes.ts';

/** The operations that answer with a secret, once. */
type SecretRoute = {
  [R in WriteRoute]: Output<R> extends { raw_key: string } ? R : never;
}[WriteRoute];

interface Secret<R extends SecretRoute> {
  /** What was made, with its secret; only this component holds it. */
  made: Output<R> | undefined;
  error: Error | null;
  busy: boolean;
  send: (input: Input<R>) => Promise<Output<R> | undefined>;
}

/**
 * A write whose response holds a secret. It is kept in the state of the component alone: not in a cache, storage or address.
 * A retry after a lost response gets the same secret.
 */
export function useSecret<R extends SecretRoute>(route: R): Secret<R> {
  const [made, setMade] = useState<Output<R>>();
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const open = useRef<{ text: string; key: string } | null>(null);
  const send = async (input: Input<R>) => {
    if (busy || made) return undefined;
    const text = JSON.stringify(input);
    if (open.current?.text !== text) open.current = { text, key: randomKey() };
    setBusy(true);
    setError(null);
    try {
      const answer = await call(route, input, { idempotencyKey: open.current.key });
      open.current = null;
      setMade(answer);
      return answer;
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status >= 400 && thrown.status < 500) open.current = null;
      setError(thrown as Error);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { made, error, busy, send };
}

/** Reads everything on screen again, once a key was made. */
export const readAgain = (): void => void queryClient.invalidateQueries();
