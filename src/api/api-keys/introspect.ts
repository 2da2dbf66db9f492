import { timingSafeEqual } from 'node:crypto';
import type { ReadCall } from '../../call.ts';
import { invalid } from '../../contract/errors.ts';
import type { Input } from '../../contract/operation.ts';
import type { ApiKeyOperations, Introspection } from './contract.ts';
import { hashOf } from './key.ts';
import { statusAt, textOf } from './show.ts';
import { findByHash } from './store.ts';

type Body = Input<ApiKeyOperations['introspect']>['body'];

/** How long a gateway may reuse what it was told, in ms. */
const validity = 30_000;

/** What a key of the caller’s organization may be used for at this time, as text. */
export async function introspect(body: Body, call: ReadCall, now: string): Promise<string> {
  const hash = hashIn(body);
  const found = await findByHash(call.db, call.organizationId, hash);
  if (found?.hash == null || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash))) {
    return refusal('unknown');
  }
  const status = statusAt(found, now);
  if (status !== 'active') return refusal(status);
  const defaultId = found.is_default === 1 ? (found.workspace_id ?? undefined) : undefined;
  const key = textOf(found, { now, wire: call.wire, defaultId });
  const left = found.expires_at === null ? validity : Date.parse(found.expires_at) - Date.parse(now);
  const rest = { limits: [], spend: [], epoch: found.version, valid_for_ms: Math.min(validity, left) };
  const start = `{"active":true,"reason":null,"api_key":${key},"organization_id":"${call.organizationId}"`;
  return `${start},"workspace":${found.workspace ?? 'null'},${JSON.stringify(rest).slice(1)}`;
}

function hashIn({ api_key, api_key_sha256 }: Body): string {
  if (api_key !== undefined && api_key_sha256 !== undefined) {
    throw invalid('api_key_sha256', 'can’t be combined with api_key');
  }
  if (api_key !== undefined) return hashOf(api_key);
  if (api_key_sha256 === undefined) throw invalid('api_key', 'Field required');
  return api_key_sha256.toLowerCase();
}

function refusal(reason: NonNullable<Introspection['reason']>): string {
  const answer: Introspection = {
    active: false,
    reason,
    api_key: null,
    organization_id: null,
    workspace: null,
    limits: null,
    spend: null,
    epoch: null,
    valid_for_ms: null,
  };
  return JSON.stringify(answer);
}
