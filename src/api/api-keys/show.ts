import type { ReadCall, Wire, WriteCall } from '../../call.ts';
import { findDefaultId } from '../workspaces/store.ts';
import type { ApiKey } from './contract.ts';
import type { StoredKey } from './store.ts';

/** The status that a key has at this time: archived before expired before the rest. */
export function statusAt(key: Pick<StoredKey, 'status' | 'expires_at'>, now: string): ApiKey['status'] {
  const isExpired = key.expires_at !== null && key.expires_at <= now;
  return isExpired && key.status !== 'archived' ? 'expired' : key.status;
}

/** A key as text, with what isn’t stored in it. `defaultId` is the default workspace, which only the old wire needs. */
export function textOf(
  key: Pick<StoredKey, 'doc' | 'status' | 'expires_at' | 'workspace_id'>,
  { now, wire, defaultId }: { now: string; wire: Wire; defaultId: string | undefined },
): string {
  const workspaceId = key.workspace_id === defaultId ? null : key.workspace_id;
  const former = wire === 'old' ? `,"workspace_id":${JSON.stringify(workspaceId)}` : '';
  return `${key.doc.slice(0, -1)},"status":"${statusAt(key, now)}"${former}}`;
}

/** How this call shows keys at this time. */
export async function shower(
  { db, organizationId, wire }: ReadCall | WriteCall,
  now: string,
): Promise<(key: StoredKey) => string> {
  const defaultId = wire === 'old' ? await findDefaultId(db, organizationId) : undefined;
  return (key) => textOf(key, { now, wire, defaultId });
}
