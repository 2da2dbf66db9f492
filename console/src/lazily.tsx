import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/**
 * A component whose code is loaded when it is first drawn; until then there is nothing. Unlike `React.lazy` under
 * `Suspense` it appears as soon as it is there: React holds back what follows a fallback for 300 ms.
 */
export function lazily<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let Loaded: ComponentType<P> | undefined;
  // Called once for each part, where modules begin.
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
