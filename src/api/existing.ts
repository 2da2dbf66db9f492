import type { ReadCall, WriteCall } from '../call.ts';
import { ApiError } from '../contract/errors.ts';
import { isOpaqueId } from '../contract/id.ts';
import { findAccount, type StoredAccount } from './service-accounts/store.ts';
import { findStored, type StoredWorkspace } from './workspaces/store.ts';

type Call = Pick<ReadCall | WriteCall, 'db' | 'organizationId'>;

/** 404 for an id that is no workspace of the organization. */
export const noWorkspace = () => new ApiError('not_found_error', 'Workspace not found.');

/** The caller’s workspace with this id, archived or not; throws 404 if there is none. */
export async function existingWorkspace(id: string, call: Call): Promise<StoredWorkspace> {
  const stored = isOpaqueId(id) ? await findStored(call.db, call.organizationId, id) : undefined;
  if (stored === undefined) throw noWorkspace();
  return stored;
}

/** The caller’s service account with this id, archived or not; throws 404 if there is none. */
export async function existingAccount(id: string, call: Call): Promise<StoredAccount> {
  const stored = isOpaqueId(id) ? await findAccount(call.db, call.organizationId, id) : undefined;
  if (stored === undefined) throw new ApiError('not_found_error', 'Service account not found.');
  return stored;
}
