import { createStore } from '../store.ts';

/** Remembers that this browser has a session, whose cookie scripts can’t see. */
const item = 'workspaced.signed-in';

interface Session {
  signedIn: boolean;
  /** Why the user was signed out, if there is a reason to show. */
  notice: string | null;
}

/** Whether somebody is signed in. The session itself is a cookie that only the server reads. */
export const session = createStore<Session>({ signedIn: localStorage.getItem(item) !== null, notice: null });

/** The console has a session now; other tabs use it too. */
export function beginSession(): void {
  localStorage.setItem(item, '1');
  session.set({ signedIn: true, notice: null });
}

/** The console has no session any more, in no tab. */
export function endSession(notice: string | null): void {
  localStorage.removeItem(item);
  if (session.get().signedIn) session.set({ signedIn: false, notice });
}

/** The session is another organization’s now: other tabs leave theirs and begin anew. */
export function changeSession(): void {
  localStorage.removeItem(item);
  localStorage.setItem(item, '1');
}

/** Follows other tabs: signing in or out there does the same here, in the same order. */
export function followOtherTabs(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== item && key !== null) return;
    const signedIn = newValue !== null;
    if (signedIn !== session.get().signedIn) session.set({ signedIn, notice: null });
  });
}
