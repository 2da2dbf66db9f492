import { useEffect, useReducer, useState } from 'react';
import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import { ApiError, send, stream } from '../../api/client.ts';
import { useStatus } from '../../api/queries.ts';
import { one } from '../../sandbox/control.ts';
import { eventsFrom } from './events.ts';
import { isOfClient } from './log-view.ts';

/** The server keeps no more. */
const most = 1000;
/** How long it waits before it connects again, in ms. */
const pause = 2000;

interface Log {
  /** Newest first; undefined until they are known. */
  entries: readonly Entry[] | undefined;
  error: Error | null;
  retry: () => void;
  /** Forgets them: they were deleted. */
  clear: () => void;
}

/** The requests that clients send, as they come; while it is paused nothing is read, and what came meanwhile follows. */
export function useLog(paused: boolean): Log {
  const { data: status } = useStatus();
  const id = status?.organization.id;
  const [entries, setEntries] = useState<readonly Entry[]>();
  const [error, setError] = useState<Error | null>(null);
  const [attempt, retry] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is what the button is for
  useEffect(() => {
    if (id === undefined || paused) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    follow(id, signal, setEntries, setError).catch((fault) => !signal.aborted && setError(fault));
    return () => stopping.abort();
  }, [id, paused, attempt]);
  const clear = () => {
    setEntries([]);
    retry();
  };
  return { entries, error, retry, clear };
}

/** Reads the log, and then what comes, until it is stopped; what is lost with a connection is read again. */
async function follow(
  organization_id: string,
  signal: AbortSignal,
  set: (entries: readonly Entry[]) => void,
  fail: (error: Error | null) => void,
): Promise<void> {
  const params = { organization_id };
  while (!signal.aborted) {
    try {
      const { data } = (await send(`GET ${one}/requests`, { params }, { signal })) as { data: Entry[] };
      let now: readonly Entry[] = data.filter(isOfClient).reverse();
      set(now);
      fail(null);
      const since = data.at(-1)?.id ?? '1970-01-01T00:00:00Z';
      const response = await stream(`GET ${one}/requests/stream`, { params, query: { since } }, { signal });
      for await (const entry of eventsFrom<Entry>(response)) {
        if (!isOfClient(entry)) continue;
        now = [entry, ...now].slice(0, most);
        set(now);
      }
    } catch (error) {
      if (signal.aborted) return;
      fail(error as Error);
      // It won’t be another answer the next time.
      if (error instanceof ApiError && error.status < 500) return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
