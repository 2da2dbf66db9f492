import { useSyncExternalStore } from 'react';
import { createStore } from './store.ts';

/** The clock of an organization in a sandbox, in ms since 1970; undefined until it is known, and elsewhere. */
export const organizationClock = createStore<(() => number) | undefined>(undefined);

/** The start of this minute by the organization’s clock, or else by this browser’s; the next one renders again. */
export const useNow = (): number => useSyncExternalStore(follow, organizationMinute);

/** The same by the server’s clock, which the log and what is around organizations follow. */
export const useServerNow = (): number => useSyncExternalStore(follow, serverMinute);

function follow(tick: () => void): () => void {
  const timer = setInterval(tick, 60_000);
  const leave = organizationClock.subscribe(tick);
  return () => {
    clearInterval(timer);
    leave();
  };
}

const startOfMinute = (moment: number) => Math.floor(moment / 60_000) * 60_000;
const serverMinute = () => startOfMinute(Date.now());
const organizationMinute = () => startOfMinute((organizationClock.get() ?? Date.now)());
