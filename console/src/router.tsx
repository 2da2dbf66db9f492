import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react';

const root = '/console';
const navigated = 'console:navigated';
let moves = 0;

interface NavigateOptions {
  /** Replace the current history entry instead of adding one. */
  replace?: boolean;
  /** What the new page should focus, instead of its title. */
  focus?: 'search';
}

/** Goes to a path of the console, for example `/workspaces?q=billing`. */
export function navigate(to: string, { replace = false, focus }: NavigateOptions = {}): void {
  history[replace ? 'replaceState' : 'pushState']({ focus }, '', root + to);
  moves += 1;
  if (!replace) scrollTo(0, 0);
  dispatchEvent(new Event(navigated));
}

/** Whether the user has navigated since the console was loaded: the first page keeps the browser's own focus. */
export const hasNavigated = (): boolean => moves > 0;

function subscribe(listener: () => void): () => void {
  const back = () => {
    moves += 1;
    listener();
  };
  addEventListener('popstate', back);
  addEventListener(navigated, listener);
  return () => {
    removeEventListener('popstate', back);
    removeEventListener(navigated, listener);
  };
}

/** The current path below `/console`, without a trailing slash, and the query. */
export function useLocation(): { path: string; search: URLSearchParams } {
  const url = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => {
    const { pathname, searchParams } = new URL(url, location.origin);
    return { path: pathname.slice(root.length).replace(/\/+$/, '') || '/', search: searchParams };
  }, [url]);
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string };

/** An anchor that navigates within the console without reloading it. */
export function Link({ to, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a {...rest} href={root + to} onClick={follow} />;
}
