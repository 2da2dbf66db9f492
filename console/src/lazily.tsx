import { type ComponentType, type FunctionComponent, useReducer, useSyncExternalStore } from 'react';
import { NoAnswer } from './api/client.ts';
import { FailureState } from './components/states/states.tsx';

interface Module<P> {
  default: ComponentType<P>;
}

/** A component whose code is loaded when it is first needed, or before by `preload`, which never fails. */
export type Lazy<P> = FunctionComponent<P> & { preload: () => Promise<void> };

/**
 * A component whose code is loaded when it is first needed; until then nothing is shown. Call this only at module level. If
 * its code can’t be loaded it says so, and the next try reloads the page: the server may have another version by now, and
 * neither the session nor what was typed is lost.
 */
export function lazily<P extends object>(load: () => Promise<Module<P>>): Lazy<P> {
  let loaded: ComponentType<P> | undefined;
  let failed = false;
  let loading: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const settle = (component: ComponentType<P> | undefined) => {
    loaded = component;
    failed = component === undefined;
    loading = undefined;
    for (const listener of listeners) listener();
  };
  const preload = () => {
    if (loaded) return Promise.resolve();
    loading ??= load()
      .catch((error) => loadAfresh<P>(error))
      .then(
        (module) => settle(module.default),
        () => settle(undefined),
      );
    return loading;
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    if (!loaded && !failed) preload();
    return () => listeners.delete(listener);
  };
  const state = () => loaded ?? failed;
  function Lazily(props: P) {
    const current = useSyncExternalStore(subscribe, state);
    const [, again] = useReducer((count: number) => count + 1, 0);
    if (typeof current !== 'boolean') {
      const Loaded = current;
      return <Loaded {...props} />;
    }
    if (!current) return null;
    const retry = () => reload().catch(again);
    return <FailureState error={new NoAnswer('The code of this page can’t be loaded.')} retry={retry} />;
  }
  return Object.assign(Lazily, { preload });
}

/** Browsers remember the address of a script that failed, so it is asked for by another. */
function loadAfresh<P>(error: unknown): Promise<Module<P>> {
  const [address] = /https?:\/\/\S+\.js/.exec(String(error)) ?? [];
  if (address === undefined) throw error;
  return import(/* @vite-ignore */ `${address}?again=${Date.now()}`);
}

/** Reloads the page, provided that the server can be reached: the browser’s own error page has no way back. */
async function reload(): Promise<void> {
  const response = await fetch(location.href);
  if (response.ok) location.reload();
}
