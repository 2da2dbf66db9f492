import { ApiError } from '../contract/errors.ts';
import { isOpaqueId } from '../contract/id.ts';
import type { Reads } from '../db/database.ts';
import { findStored, type StoredWorkspace } from './workspaces/store.ts';

/** 404 for an id that is no workspace of the organization. */
export const noWorkspace = () => new ApiError('not_found_error', 'Workspace not found.');

/** The organization’s workspace with the id in a request; throws 404 if there is none. */
export async function requireWorkspace(
  db: Reads,
  organizationId: string,
  id: string,
): Promise<StoredWorkspace> {
  const stored = isOpaqueId(id) ? await findStored(db, organizationId, id) : undefined;
  if (stored === undefined) throw noWorkspace();
  return stored;
}
