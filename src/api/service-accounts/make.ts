import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Input } from '../../contract/operation.ts';
import type { ServiceAccount, ServiceAccountOperations } from './contract.ts';

type Body = Input<ServiceAccountOperations['create']>['body'];

/** The service account for a valid create, made at this microsecond by this user. */
export function makeAccount(asked: Body, moment: number, by: string | null): ServiceAccount {
  const at = timestamp(moment);
  return {
    id: newId('svac', moment),
    type: 'service_account',
    name: asked.name,
    description: asked.description ?? null,
    organization_role: asked.organization_role ?? 'developer',
    created_at: at,
    updated_at: at,
    archived_at: null,
    created_by_actor_id: by,
    updated_by_actor_id: by,
    archived_by_actor_id: null,
  };
}
