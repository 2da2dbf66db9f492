import { useState } from 'react';
import { useStatus } from '../../api/queries.ts';
import { draftName } from './drafts.ts';

interface Draft<T> {
  draft: T;
  /** What the form began with, which may be another by now. */
  start: T;
  set: (change: Partial<T>) => void;
  /** Whether something was typed that isn’t sent yet. */
  dirty: boolean;
  /** Forgets what was typed, once it is sent or given up. */
  clear: () => void;
}

/**
 * What is typed into a form. It is kept in this tab until it is sent or given up, so that a reload, a new version of the
 * server or a session that ended lose nothing; another organization never sees it. It must not hold secrets.
 */
export function useDraft<T extends object>(form: string, initial: () => T): Draft<T> {
  const { data: status } = useStatus();
  const item = draftName(status?.organization.id, form);
  const [before] = useState(() => kept<T>(item));
  const [start] = useState<T>(() => ({ ...initial(), ...before?.start }));
  const [draft, setDraft] = useState<T>(() => ({ ...start, ...before?.draft }));
  return {
    draft,
    start,
    set(change) {
      setDraft((before) => {
        const next = { ...before, ...change };
        sessionStorage.setItem(item, JSON.stringify({ start, draft: next }));
        return next;
      });
    },
    dirty: JSON.stringify(draft) !== JSON.stringify(start),
    clear: () => sessionStorage.removeItem(item),
  };
}

function kept<T>(item: string): { start?: Partial<T>; draft?: Partial<T> } | null {
  try {
    return JSON.parse(sessionStorage.getItem(item) ?? 'null');
  } catch {
    return null;
  }
}
