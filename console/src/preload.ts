import type { AnyRoute } from '@tanstack/react-router';
import { session } from './api/session.ts';

type Component = { preload?: () => Promise<void> };

/** How long after the first page the others are loaded, in ms. */
const patience = 1500;

/**
 * Loads the code of all pages once the first one is shown to somebody who is signed in, one after another whenever the
 * browser is idle, so that they open at once, even if the server is gone by then.
 */
export function preloadPages({ routesById }: { routesById: Record<string, AnyRoute> }): void {
  const components = Object.values(routesById).map(
    (route) => route.options.component as Component | undefined,
  );
  const start = async () => {
    for (const component of components) {
      await idle();
      await component?.preload?.();
    }
  };
  const startSoon = () => setTimeout(start, patience);
  if (session.get().signedIn) startSoon();
  else {
    const stop = session.subscribe(() => {
      if (!session.get().signedIn) return;
      stop();
      startSoon();
    });
  }
}

/** Safari has no `requestIdleCallback`. */
const idle = () =>
  new Promise<void>((done) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => done());
    else setTimeout(done, 50);
  });
