import { createStore } from '../store.ts';

const item = 'workspaced.admin_key';

interface Session {
  /** The admin key, kept in this tab alone; null when nobody is signed in. */
  key: string | null;
  /** Why the user was signed out, if there is a reason to show. */
  notice: string | null;
}

/** Who is signed in. */
export const session = createStore<Session>({ key: sessionStorage.getItem(item), notice: null });

/** Keeps a key that the server has accepted. */
export function beginSession(key: string): void {
  sessionStorage.setItem(item, key);
  session.set({ key, notice: null });
}

/** Forgets the key. */
export function endSession(notice: string | null): void {
  sessionStorage.removeItem(item);
  session.set({ key: null, notice });
}
