import { useEffect, useState } from 'react';
import { signInForDevelopment } from './api/sign-in.ts';

const fragment = '#dev';

/** Handles `/console/#dev`: signs in with the development key and removes the fragment. True while it does. */
export function useDevelopmentLink(): boolean {
  const [signingIn, setSigningIn] = useState(location.hash === fragment);
  useEffect(() => {
    const follow = () => {
      if (location.hash !== fragment) return;
      history.replaceState(null, '', location.pathname + location.search);
      setSigningIn(true);
      signInForDevelopment().finally(() => setSigningIn(false));
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return signingIn;
}
