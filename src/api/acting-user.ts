import type { WriteCall } from '../call.ts';
import { findOwnKey } from './admin-keys/store.ts';

/** The id of the user whom the caller’s admin key is linked to, or null. */
export async function actingUser({ db, organizationId, keyId }: WriteCall): Promise<string | null> {
  return (await findOwnKey(db, organizationId, keyId))?.user_id ?? null;
}
