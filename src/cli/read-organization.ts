import { type ApiKey, apiKeyOperations } from '../api/api-keys/contract.ts';
import { type Invite, inviteOperations } from '../api/invites/contract.ts';
import { type Member, memberOperations } from '../api/members/contract.ts';
import {
  type ServiceAccountMember,
  serviceAccountWorkspaceOperations,
} from '../api/service-account-members/contract.ts';
import { type ServiceAccount, serviceAccountOperations } from '../api/service-accounts/contract.ts';
import { type User, userOperations } from '../api/users/contract.ts';
import type { Workspace } from '../api/workspaces/contract.ts';
import type { Operation } from '../contract/operation.ts';
import type { OrganizationState } from '../state/document.ts';
import { stateOf } from '../state/from-objects.ts';
import { type Call, Refused, type Request } from './client.ts';
import { callAll, objectsOf } from './pages.ts';
import { operations as workspaceOperations } from './workspaces.ts';

/** What is read besides the lists of the whole organization, which takes a request for each. */
export interface Depth {
  /** Whether to read the members of this workspace. */
  members(workspace: Workspace): boolean;
  /** Whether to read which workspaces a service account is in. */
  memberships: boolean;
  /** Told how many requests that will be at least, once the lists are read. */
  onLists?(requests: number): void;
}

/** An organization as its API shows it to this key, and what the API doesn’t show, with the reason. */
export interface Reading {
  organization: OrganizationState;
  skipped: string[];
}

/** How many requests the lists take at least. */
export const fewestRequests = 6;

/**
 * Reads an organization by GET alone. What is forbidden or not offered is absent from the result. What changes meanwhile may
 * be in it or not.
 */
export async function readOrganization(
  call: Call,
  organization: { id: string; name: string },
  depth: Depth,
): Promise<Reading> {
  const { all, skipped } = reader(call);
  const archived = { query: { include_archived: true } };
  const withDefault = { query: { include_archived: true, include_default: true } };
  // In this order, a workspace that is created in between isn’t taken for the default one.
  const workspaces = await all<Workspace>(workspaceOperations.list, withDefault);
  const others = await all<Workspace>(workspaceOperations.list, archived);
  const isOther = new Set(others?.map(({ id }) => id));
  const serviceAccounts = await all<ServiceAccount>(serviceAccountOperations.list, archived);
  const apiKeys = await all<ApiKey>(apiKeyOperations.list);
  const invites = await all<Invite>(inviteOperations.list);
  const users = await all<User>(userOperations.list);

  const peopled = workspaces?.filter((each) => isOther.has(each.id) && depth.members(each)) ?? [];
  const live = depth.memberships ? serviceAccounts?.filter((each) => each.archived_at === null) : undefined;
  depth.onLists?.(peopled.length + (live?.length ?? 0));
  const members = new Map<string, Member[]>();
  for (const { id } of peopled) {
    const list = await all<Member>(memberOperations.list, { params: { workspace_id: id } });
    if (list !== undefined) members.set(id, list);
  }
  // Asked of the accounts, as archived workspaces don’t tell theirs.
  let memberships: ServiceAccountMember[] | undefined = live && [];
  for (const { id } of live ?? []) {
    const request = { params: { service_account_id: id } };
    const list = await all<ServiceAccountMember>(serviceAccountWorkspaceOperations.list, request);
    memberships = list && memberships?.concat(list);
  }
  const isDefault = ({ id }: Workspace) => !isOther.has(id);
  const lists = { workspaces, users, invites, apiKeys, serviceAccounts, members, memberships };
  return { organization: stateOf({ organization, isDefault, ...lists }), skipped };
}

/** Reads whole lists, and notes those that can’t be read. */
function reader(call: Call) {
  const skipped: string[] = [];
  const forbidden = new Set<Operation>();
  const all = async <T>(operation: Operation, request: Partial<Request> = {}): Promise<T[] | undefined> => {
    if (forbidden.has(operation)) return undefined;
    try {
      return (await callAll(call, operation, request)).data as T[];
    } catch (error) {
      if (!(error instanceof Refused) || error.isPassing || error.status === 401) throw error;
      const isForbidden = error.status === 403;
      if (isForbidden) forbidden.add(operation);
      const whose = isForbidden ? [] : Object.values(request.params ?? {}).map((id) => ` of ${id}`);
      skipped.push(`${objectsOf(operation.id)}${whose.join('')}: ${error.message}`);
      return undefined;
    }
  };
  return { all, skipped };
}
