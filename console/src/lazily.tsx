import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/**
 * A component whose code is loaded when it is first rendered; until then it shows nothing. Unlike `React.lazy` under
 * `Suspense` it appears as soon as it is loaded: React waits up to 300 ms before it replaces a fallback.
 */
export function lazily<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let Loaded: ComponentType<P> | undefined;
  // A new component each time, so call this only at module level.
  return function Lazily(props: P): ReactNode {
    const [, setState] = useState<'loading' | 'loaded'>('loading');
    useEffect(() => {
      if (Loaded) return;
      load().then(
        (module) => {
          Loaded = module.default;
          setState('loaded');
        },
        (error) =>
          setState(() => {
            throw error;
          }),
      );
    }, []);
    return Loaded && <Loaded {...props} />;
  };
}
