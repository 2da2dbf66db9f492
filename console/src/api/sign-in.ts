import { developmentKey } from '../../../src/contract/development-key.ts';
import { giveUpDrafts } from '../components/form/drafts.ts';
import { ApiError, call, send } from './client.ts';
import { beginSession, endSession } from './session.ts';

/** Begins a session with an admin key. Throws what the call throws, or if no header can carry the key. */
export async function signIn(key: string): Promise<void> {
  if (/[^ -~]/.test(key)) throw new Error('Invalid key. Keys contain only ASCII letters, digits, - and _.');
  await call('POST /x/v1/session', {}, { key });
  beginSession();
}

/** Ends the session, on the server too if it can be reached, and forgets what was typed. */
export async function signOut(): Promise<void> {
  await call('DELETE /x/v1/session', {}).catch(() => undefined);
  giveUpDrafts();
  endSession(null);
}

/** Whether the server has a sandbox, which its page says. */
export const isSandbox = (): boolean => document.documentElement.hasAttribute('data-sandbox');

/** Signs in to a sandbox on this machine, which asks for no key. */
export async function signInToSandbox(): Promise<void> {
  await send('POST /x/sandbox/session', { body: {} }, { key: '' });
  beginSession();
}

/** Signs in with the published development key, which no other mode of the server accepts. */
export async function signInForDevelopment(): Promise<void> {
  try {
    await signIn(developmentKey);
  } catch (error) {
    endSession(null);
    throw new Error(
      error instanceof ApiError && error.status === 401
        ? 'This server isn’t in development mode, so the development key doesn’t work here. Sign in with an admin key.'
        : 'Couldn’t check the development key. Try again, or sign in with an admin key.',
    );
  }
}
