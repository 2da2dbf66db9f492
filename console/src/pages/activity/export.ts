import { call } from '../../api/client.ts';
import { session } from '../../api/session.ts';
import { save } from '../../save.ts';
import { createStore } from '../../store.ts';
import type { queryOf } from './view.ts';

type Query = ReturnType<typeof queryOf>;

/** An export: what it asks for, and how far it has come. */
export interface Export {
  /** The organization that it is about. */
  of: string;
  query: Query;
  state: 'running' | 'stopped';
  count: number;
  /** The last entry that it has. */
  lastId: string | undefined;
  /** Why it stopped; absent if somebody stopped it. */
  error?: Error;
}

/** Entries that one call of an export gets. */
const pageSize = 1000;

/** The export that is going on or stopped in the middle; leaving the page, or signing in again, doesn’t lose it. */
export const feedExport = createStore<Export | undefined>(undefined);

let text: string[] = [];
let stopping: AbortController | undefined;

/** Reads everything that a query finds, oldest first, and saves it as one file. */
export function startExport(of: string, query: Query): Promise<void> {
  text = [];
  return go({ of, query, state: 'running', count: 0, lastId: undefined });
}

/** Goes on after the last entry that it has. */
export async function resumeExport(): Promise<void> {
  const stopped = feedExport.get();
  if (stopped !== undefined) await go({ ...stopped, state: 'running' });
}

/** Stops it where it is. */
export const stopExport = (): void => stopping?.abort();

/** Forgets what it has. */
export function discardExport(): void {
  text = [];
  feedExport.set(undefined);
  stopExport();
}

// Whoever signs out leaves nothing behind; a session that only ended is taken up again.
session.subscribe(() => {
  const { signedIn, notice } = session.get();
  if (!signedIn && notice === null) discardExport();
});

/** Saves what it has so far, or all of it at its end. */
export const saveExport = (): void => save('activities.ndjson', text, 'application/x-ndjson');

async function go({ error: _, ...from }: Export): Promise<void> {
  stopping = new AbortController();
  const { signal } = stopping;
  let now: Export = from;
  feedExport.set(now);
  try {
    for (let more = true; more; ) {
      const query = { ...now.query, order: 'asc' as const, limit: pageSize, after_id: now.lastId };
      const page = await call('GET /v1/compliance/activities', { query }, { signal });
      text.push(...page.data.map((each) => `${JSON.stringify(each)}\n`));
      now = { ...now, count: now.count + page.data.length, lastId: page.last_id ?? now.lastId };
      feedExport.set(now);
      more = page.has_more;
    }
  } catch (error) {
    if (feedExport.get() === undefined) return;
    feedExport.set({ ...now, state: 'stopped', ...(!signal.aborted && { error: error as Error }) });
    return;
  }
  saveExport();
  discardExport();
}
