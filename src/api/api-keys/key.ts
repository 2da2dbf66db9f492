import { hash } from 'node:crypto';
import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import { newSecret } from '../../contract/secret.ts';
import type { ApiKey } from './contract.ts';
import type { NewKey } from './store.ts';

const hintOf = (rawKey: string) => `${rawKey.slice(0, 16)}...${rawKey.slice(-4)}`;

/** SHA-256 in hex: secure enough for a key of 256 random bits. */
export const hashOf = (key: string) => hash('sha256', key, 'hex');

/** A new key of 256 random bits. */
export const newRawKey = () => `sk-ant-api03-${newSecret()}`;

/** What is chosen for a key unless it is given. */
type Given = { [member in 'id' | 'partial_key_hint']?: string | undefined };

/** The row of a new key. */
export function makeKey(
  rawKey: string,
  made: Pick<ApiKey, 'name' | 'scope' | 'principal' | 'expires_at'> & { by: string | null },
  moment: number,
  { id = newId('apikey', moment), partial_key_hint = hintOf(rawKey) }: Given = {},
): NewKey {
  const { name, scope, principal, expires_at, by } = made;
  const created_at = timestamp(moment);
  const shown = {
    id,
    type: 'api_key',
    name,
    created_at,
    expires_at,
    created_by: by === null ? null : { id: by, type: 'user' },
    partial_key_hint,
    principal,
    scope,
  };
  return {
    id,
    workspace_id: scope.type === 'workspace' ? scope.workspace_id : null,
    user_id: principal?.type === 'user_actor' ? principal.user_id : null,
    service_account_id: principal?.type === 'service_account_actor' ? principal.service_account_id : null,
    created_by: by,
    status: 'active',
    created_at,
    expires_at,
    hash: hashOf(rawKey),
    doc: JSON.stringify(shown),
  };
}
