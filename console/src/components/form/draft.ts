import { useState } from 'react';
import { useStatus } from '../../api/queries.ts';
import { draftPrefix } from './drafts.ts';

interface Draft<T> {
  draft: T;
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
  const item = `${draftPrefix}${status?.organization.id}:${form}`;
  const [draft, setDraft] = useState<T>(() => ({ ...initial(), ...(kept(item) as Partial<T> | null) }));
  const [start] = useState(() => JSON.stringify(initial()));
  return {
    draft,
    set(change) {
      setDraft((before) => {
        const next = { ...before, ...change };
        sessionStorage.setItem(item, JSON.stringify(next));
        return next;
      });
    },
    dirty: JSON.stringify(draft) !== start,
    clear: () => sessionStorage.removeItem(item),
  };
}

function kept(item: string): object | null {
  try {
    return JSON.parse(sessionStorage.getItem(item) ?? 'null');
  } catch {
    return null;
  }
}
