import type { Change, WriteCall } from '../../call.ts';
import { updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { actingUser } from '../acting-user.ts';
import type { StoredAccount } from '../service-accounts/store.ts';
import type { StoredWorkspace } from '../workspaces/store.ts';
import type { ServiceAccountMember } from './contract.ts';
import * as store from './store.ts';

type Role = ServiceAccountMember['workspace_role'];

/** A service account and a workspace, as they are stored. */
export interface Sides {
  account: StoredAccount;
  workspace: StoredWorkspace;
}

const pairOf = ({ account, workspace }: Sides): store.Pair => ({
  service_account_id: account.id,
  workspace_id: workspace.id,
});

const refused = (message: string) => new ApiError('invalid_request_error', message);

/** Throws 400 for an archived workspace, whose memberships can only be seen and removed from the account’s side. */
export function requireLiveWorkspace({ archived_at }: StoredWorkspace): void {
  if (archived_at !== null) throw refused('The workspace is archived.');
}

/** Throws 400 for an archived service account. */
function requireLiveAccount({ archived_at }: StoredAccount): void {
  if (archived_at !== null) throw refused('The service account is archived.');
}

/** The membership that a service account has in the default workspace unless it is added there. */
export const implicitMember = (accountId: string, defaultId: string): ServiceAccountMember => ({
  type: 'service_account_workspace_member',
  service_account_id: accountId,
  workspace_id: defaultId,
  workspace_role: 'workspace_user',
  implicit: true,
  created_by_actor_id: null,
});

/** Adds the account to the workspace, or gives it another role there. */
export async function add(call: WriteCall, sides: Sides, role: Role): Promise<Change<ServiceAccountMember>> {
  requireLiveWorkspace(sides.workspace);
  requireLiveAccount(sides.account);
  const { db, organizationId } = call;
  const stored = await store.findMember(db, organizationId, pairOf(sides));
  if (stored !== undefined) return setRole(call, JSON.parse(stored), role);
  const member: ServiceAccountMember = {
    ...implicitMember(sides.account.id, sides.workspace.id),
    workspace_role: role,
    implicit: false,
    created_by_actor_id: await actingUser(call),
  };
  store.insertMember(db, organizationId, member, timestamp(db.moment));
  const type = 'platform_service_account_workspace_member_added';
  return { answer: JSON.stringify(member), activities: [{ type, ...pairOf(sides) }] };
}

/** Changes the role of an explicit membership; throws 400 for the implicit one, and 404 if there is none. */
export async function update(
  call: WriteCall,
  sides: Sides,
  role: Role,
): Promise<Change<ServiceAccountMember>> {
  requireLiveWorkspace(sides.workspace);
  requireLiveAccount(sides.account);
  const stored = await store.findMember(call.db, call.organizationId, pairOf(sides));
  if (stored !== undefined) return setRole(call, JSON.parse(stored), role);
  if (sides.workspace.is_default === 0) throw notMember();
  throw refused(
    'The implicit membership of the default workspace can’t be updated: add the service account.',
  );
}

async function setRole(
  { db, organizationId }: WriteCall,
  before: ServiceAccountMember,
  role: Role,
): Promise<Change<ServiceAccountMember>> {
  const updates = updated('workspace_role', before.workspace_role, role);
  const member = { ...before, workspace_role: role };
  const answer = JSON.stringify(member);
  if (updates.length === 0) return { answer, activities: [] };
  await store.replaceMember(db, organizationId, member);
  const { service_account_id, workspace_id } = member;
  const type = 'platform_service_account_workspace_member_updated';
  return { answer, activities: [{ type, service_account_id, workspace_id, updates }] };
}

/** Removes the explicit membership, if there is one. */
export async function remove({ db, organizationId }: WriteCall, sides: Sides) {
  const pair = pairOf(sides);
  const isRemoved = await store.deleteMember(db, organizationId, pair);
  const type = 'platform_service_account_workspace_member_removed' as const;
  return {
    answer: JSON.stringify({ type: 'service_account_workspace_member_deleted', ...pair }),
    activities: isRemoved ? [{ type, ...pair }] : [],
  };
}

/** 404 for a service account that isn’t a member. */
export const notMember = () =>
  new ApiError('not_found_error', 'The service account is not a member of the workspace.');
