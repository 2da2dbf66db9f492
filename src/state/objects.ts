import type { ApiKey } from '../api/api-keys/contract.ts';
import type { Invite } from '../api/invites/contract.ts';
import type { ServiceAccountMember } from '../api/service-account-members/contract.ts';
import type { ServiceAccount } from '../api/service-accounts/contract.ts';
import type { User } from '../api/users/contract.ts';
import type { Workspace } from '../api/workspaces/contract.ts';
import type { ApiKeyState, InviteState, ServiceAccountState, UserState, WorkspaceState } from './document.ts';
import type { RefObject } from './refs.ts';

/** How a document names users and service accounts: by address or name while they live, else by ID. */
export interface Names {
  user: (id: string) => string;
  account: (id: string) => string;
}

/** The ref and the pin of an object, if it has any. */
export type Marks = (
  object: RefObject,
  id: string,
) => { ref?: string | undefined; pinned?: true | undefined };

/** The object of a row. */
export const parsed = <T>({ doc }: { doc: string }): T => JSON.parse(doc);

const optional = <T>(value: T | null): T | undefined => value ?? undefined;

/** A user as a document has it. */
export function userState({ id, email, name, role, added_at }: User, marks: Marks): UserState {
  return { ...marks('users', id), id, email, name, role, added_at };
}

/** An invite as a document has it; `user` is the ID of the user that it became, if known. */
export function inviteState(
  invite: Omit<Invite, 'status' | 'type'>,
  user: string | null,
  names: Names,
  marks: Marks,
): InviteState {
  const { id, email, role, invited_at, expires_at, accepted_at } = invite;
  return {
    ...marks('invites', id),
    id,
    email,
    role,
    invited_at,
    expires_at,
    accepted_at: optional(accepted_at),
    user: user === null ? undefined : names.user(user),
  };
}

/** A service account as a document has it. */
export function accountState(account: ServiceAccount, names: Names, marks: Marks): ServiceAccountState {
  const { id, name, organization_role, created_at, updated_at } = account;
  const by = (id: string | null) => (id === null ? undefined : names.user(id));
  return {
    ...marks('service_accounts', id),
    id,
    name,
    description: optional(account.description),
    organization_role,
    created_at,
    created_by: by(account.created_by_actor_id),
    updated_at,
    updated_by: by(account.updated_by_actor_id),
    archived_at: optional(account.archived_at),
    archived_by: by(account.archived_by_actor_id),
  };
}

/** A workspace as a document has it, without what is in it. */
export function workspaceState(workspace: Workspace, isDefault: boolean, marks: Marks): WorkspaceState {
  const { id, name, created_at, archived_at, display_color, data_residency, tags, compartment_id } =
    workspace;
  return {
    ...marks('workspaces', id),
    id,
    name,
    default: isDefault ? true : undefined,
    created_at,
    archived_at: optional(archived_at),
    display_color,
    data_residency,
    tags,
    compartment_id,
  };
}

/** A service account in a workspace as a document has it; when it was added isn’t in the object. */
export function botState(
  bot: ServiceAccountMember,
  created_at: string | undefined,
  names: Names,
): NonNullable<WorkspaceState['service_accounts']>[number] {
  const { service_account_id, workspace_role, created_by_actor_id: by } = bot;
  return {
    service_account: names.account(service_account_id),
    workspace_role,
    created_at,
    created_by: by === null ? undefined : names.user(by),
  };
}

/** An API key as a document has it, without where it is valid. An expired one is as it was before. */
export function keyState(
  key: Omit<ApiKey, 'status'>,
  status: ApiKeyState['status'],
  names: Names,
  marks: Marks,
): ApiKeyState {
  const { id, name, created_at, expires_at, created_by, partial_key_hint, principal } = key;
  return {
    ...marks('api_keys', id),
    id,
    name,
    status,
    user: principal?.type === 'user_actor' ? names.user(principal.user_id) : undefined,
    service_account:
      principal?.type === 'service_account_actor' ? names.account(principal.service_account_id) : undefined,
    created_at,
    created_by: created_by === null ? undefined : names.user(created_by.id),
    expires_at: optional(expires_at),
    partial_key_hint: optional(partial_key_hint),
  };
}

/** How a document names these users and service accounts. */
export function namesOf(users: readonly User[], accounts: readonly ServiceAccount[]): Names {
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  const live = accounts.filter(({ archived_at }) => archived_at === null);
  const names = new Map(live.map(({ id, name }) => [id, name]));
  return { user: (id) => emails.get(id) ?? id, account: (id) => names.get(id) ?? id };
}

/** The order of workspaces in a document: the default one first, then the oldest. */
export function byCreation(one: WorkspaceState, other: WorkspaceState): number {
  const keyOf = ({ default: isDefault, created_at, id }: WorkspaceState) =>
    `${isDefault ? 0 : 1} ${created_at} ${id}`;
  return keyOf(one) < keyOf(other) ? -1 : 1;
}
