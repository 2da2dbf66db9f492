import type { Scope } from '../../../../src/contract/scopes.ts';
import type { Input } from '../../api/routes.ts';
import { type Expiry, expiresAt, firstExpiry } from '../../keys/expiry.ts';

/** What is entered into the form of a new admin key. */
export interface AdminKeyDraft {
  name: string;
  /** Whether it may do everything, also what is added later. */
  all: boolean;
  scopes: Scope[];
  expiry: Expiry;
}

/** The form as it opens. */
export const emptyAdminKey = (): AdminKeyDraft => ({ name: '', all: false, scopes: [], expiry: firstExpiry });

/** What is sent. */
export const adminKeyBody = (
  { name, all, scopes, expiry }: AdminKeyDraft,
  opened: number,
): NonNullable<Input<'POST /x/v1/admin_keys'>['body']> => ({
  name,
  scopes: all ? null : scopes,
  expires_at: expiresAt(expiry, opened),
});
