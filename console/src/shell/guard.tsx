import { session } from '../api/session.ts';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { useStore } from '../store.ts';
import { Shell } from './shell.tsx';

/** The page at this address, or the sign-in form in its place: the address stays, so that its page follows. */
export function Guard() {
  const { signedIn } = useStore(session);
  return signedIn ? <Shell /> : <SignInPage />;
}
