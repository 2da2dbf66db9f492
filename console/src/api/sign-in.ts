import { developmentKey } from '../../../src/contract/development-key.ts';
import { ApiError, call } from './client.ts';
import { status } from './queries.ts';
import { queryClient } from './query-client.ts';
import { beginSession, endSession, session } from './session.ts';
import type { OrganizationStatus } from './types.ts';

/** Checks the key with a real call and begins a session. Throws what the call throws, or if no header can carry the key. */
export async function signIn(key: string): Promise<void> {
  if (/[^ -~]/.test(key)) throw new Error('Invalid key. Keys contain only ASCII letters, digits, - and _.');
  const checked = await call<OrganizationStatus>(status.path, { key });
  queryClient.clear();
  queryClient.setQueryData(status.key, checked);
  beginSession(key);
}

/** Signs in with the published development key, which no other mode of the server accepts. */
export async function signInForDevelopment(): Promise<void> {
  try {
    await signIn(developmentKey);
  } catch (error) {
    if (session.get().key !== null) return;
    endSession(
      error instanceof ApiError && error.status === 401
        ? 'This server isn’t in development mode, so the development key doesn’t work here. Sign in with an admin key.'
        : 'Couldn’t check the development key. Try again, or sign in with an admin key.',
    );
  }
}
