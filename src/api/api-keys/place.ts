import type { WriteCall } from '../../call.ts';
import { invalid } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import type { Input } from '../../contract/operation.ts';
import { findMember } from '../service-account-members/store.ts';
import { findAccount } from '../service-accounts/store.ts';
import { findUser } from '../users/store.ts';
import { findDefaultId, findStored, type StoredWorkspace } from '../workspaces/store.ts';
import type { ApiKey, ApiKeyOperations } from './contract.ts';
import { isMember } from './store.ts';

type Body = Input<ApiKeyOperations['create']>['body'];
type Place = Pick<ApiKey, 'scope' | 'principal'> & {
  /** The workspace, if it is the default one. */
  defaultId: string | undefined;
};

/** The members that an object must have by its type; it has no others. */
const needed: Record<string, string | undefined> = {
  workspace: 'workspace_id',
  user_actor: 'user_id',
  service_account_actor: 'service_account_id',
};

function checkMembers(path: string, asked: { type: string } & Record<string, string>): void {
  const member = needed[asked.type];
  if (member !== undefined && asked[member] === undefined)
    throw invalid(`${path}.${member}`, 'Field required');
  const extra = Object.keys(asked).find((name) => name !== 'type' && name !== member);
  if (extra !== undefined) throw invalid(`${path}.${extra}`, 'Extra inputs are not permitted');
}

/** Throws 400 unless scope and principal have the members of their types, and fit each other. */
export function checkPlace({ scope, principal }: Body): void {
  if (scope) checkMembers('scope', scope);
  if (principal) checkMembers('principal', principal);
  if (scope?.type === 'organization' && !principal) {
    throw invalid('scope', 'a key of the organization needs a principal');
  }
}

/** Where a new key is valid, and whom it acts as; throws 400 unless both exist, aren’t archived, and belong together. */
export async function placeOf({ scope, principal }: Body, call: WriteCall): Promise<Place> {
  const workspace = scope?.type === 'organization' ? undefined : await workspaceOf(scope?.workspace_id, call);
  // Everybody has access to the organization, and to its default workspace.
  const closed = workspace?.is_default === 0 ? workspace.id : undefined;
  return {
    defaultId: workspace?.is_default === 1 ? workspace.id : undefined,
    scope: workspace ? { type: 'workspace', workspace_id: workspace.id } : { type: 'organization' },
    principal:
      principal?.type === 'user_actor'
        ? await userOf(principal.user_id ?? '', closed, call)
        : principal
          ? await accountOf(principal.service_account_id ?? '', closed, call)
          : null,
  };
}

async function workspaceOf(id: string | undefined, call: WriteCall): Promise<StoredWorkspace> {
  const { db, organizationId } = call;
  const wanted = id ?? (await findDefaultId(db, organizationId)) ?? '';
  const workspace = isOpaqueId(wanted) ? await findStored(db, organizationId, wanted) : undefined;
  if (workspace === undefined) throw unknown('scope.workspace_id');
  if (workspace.archived_at !== null) throw invalid('scope.workspace_id', 'the workspace is archived');
  return workspace;
}

async function userOf(
  id: string,
  closed: string | undefined,
  { db, organizationId }: WriteCall,
): Promise<Place['principal']> {
  const user = isOpaqueId(id) ? await findUser(db, organizationId, id) : undefined;
  if (user === undefined || user.deleted_at !== null) throw unknown('principal.user_id');
  if (closed !== undefined && user.role !== 'admin' && !(await isMember(db, organizationId, closed, id))) {
    throw noAccess('principal.user_id');
  }
  return { type: 'user_actor', user_id: id };
}

async function accountOf(
  id: string,
  closed: string | undefined,
  { db, organizationId }: WriteCall,
): Promise<Place['principal']> {
  const account = isOpaqueId(id) ? await findAccount(db, organizationId, id) : undefined;
  if (account === undefined) throw unknown('principal.service_account_id');
  if (account.archived_at !== null) {
    throw invalid('principal.service_account_id', 'the service account is archived');
  }
  if (closed !== undefined) {
    const pair = { service_account_id: id, workspace_id: closed };
    const membership = await findMember(db, organizationId, pair);
    if (membership === undefined) throw noAccess('principal.service_account_id');
  }
  return { type: 'service_account_actor', service_account_id: id };
}

const unknown = (path: string) => invalid(path, 'not found in this organization');
const noAccess = (path: string) => invalid(path, 'has no access to the workspace');
