import type { WriteCall } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import type { ApiKeyLimits } from './contract.ts';
import { countActive } from './store.ts';

/** Throws 400 unless the organization, and the workspace if there is one, may have one more active key. */
export async function requireRoom(
  { db, organizationId }: WriteCall,
  workspaceId: string | null,
  limits: ApiKeyLimits,
): Promise<void> {
  const now = timestamp(db.moment);
  const { orgApiKeyLimit: all, workspaceApiKeyLimit: each } = limits;
  if (all > 0 && (await countActive(db, organizationId, now)) >= all) {
    throw limitReached('organization', 'org_api_key_limit_exceeded');
  }
  if (each > 0 && workspaceId !== null && (await countActive(db, organizationId, now, workspaceId)) >= each) {
    throw limitReached('workspace', 'workspace_api_key_limit_exceeded');
  }
}

const limitReached = (what: string, code: string) =>
  new ApiError('invalid_request_error', `The ${what} has reached its limit of active API keys.`, { code });
