import { developmentKey } from '../../../src/contract/development-key.ts';
import { ApiError, call } from './client.ts';
import { status } from './queries.ts';
import { queryClient } from './query-client.ts';
import { beginSession, endSession, session } from './session.ts';
import type { OrganizationStatus } from './types.ts';

/** Checks the key with a real call and begins a session; throws what the call throws, or before it if no header could hold the key. */
export async function signIn(key: string): Promise<void> {
  if (/[^ -~]/.test(key)) throw new Error('The key is invalid: no key has letters or signs like these.');
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
        ? 'This server does not run in development mode, so it refuses the published development key. Sign in with an admin key.'
        : 'The development key could not be checked. Try again, or sign in with an admin key.',
    );
  }
}
