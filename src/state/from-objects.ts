import type { ApiKey } from '../api/api-keys/contract.ts';
import type { Invite } from '../api/invites/contract.ts';
import { type Member, workspaceRoles } from '../api/members/contract.ts';
import type { ServiceAccountMember } from '../api/service-account-members/contract.ts';
import type { ServiceAccount } from '../api/service-accounts/contract.ts';
import { roles, type User } from '../api/users/contract.ts';
import type { Workspace } from '../api/workspaces/contract.ts';
import type {
  ApiKeyState,
  InviteState,
  OrganizationState,
  ServiceAccountState,
  UserState,
  WorkspaceState,
} from './document.ts';
import { ownTags, refIn } from './ref-tag.ts';

type AccountMember = NonNullable<WorkspaceState['service_accounts']>[number];

/** The objects of an organization as an API answers them; what is undefined could not be read. */
export interface Objects {
  organization: { id: string; name: string };
  workspaces: readonly Workspace[] | undefined;
  isDefault(workspace: Workspace): boolean;
  /** By the workspace’s ID. */
  members: ReadonlyMap<string, readonly Member[]>;
  users: readonly User[] | undefined;
  invites: readonly Invite[] | undefined;
  apiKeys: readonly ApiKey[] | undefined;
  serviceAccounts: readonly ServiceAccount[] | undefined;
  memberships: readonly ServiceAccountMember[] | undefined;
}

/**
 * The state of an organization, with its IDs and in their order, which is that of creation. What belongs to something that
 * isn’t among the objects is left out.
 */
export function stateOf(objects: Objects): OrganizationState {
  const keys = sorted(objects.apiKeys);
  return present<OrganizationState>({
    id: objects.organization.id,
    name: objects.organization.name,
    users: sorted(objects.users)?.map(userState),
    invites: sorted(objects.invites)?.map(inviteState),
    service_accounts: sorted(objects.serviceAccounts)?.map((account) => accountState(account, objects)),
    api_keys: keys?.filter((key) => placeOf(key) === 'organization').map((key) => keyState(key, objects)),
    workspaces: sorted(objects.workspaces)?.map((workspace) => {
      const ours = keys?.filter((key) => {
        const place = placeOf(key);
        return place === workspace.id || (place === 'default' && objects.isDefault(workspace));
      });
      return workspaceState(workspace, ours, objects);
    }),
  });
}

const sorted = <T extends { id: string }>(list: readonly T[] | undefined): T[] | undefined =>
  list?.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Without what is null or undefined. */
const present = <T extends object>(object: { [K in keyof T]: T[K] | null | undefined }): T =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  ) as T;

/** The word, if it is one of those. Other organizations than ours have more. */
const known = <T extends string>(word: string, words: readonly T[]): T | undefined =>
  words.find((each) => each === word);

const userState = ({ id, email, name, role, added_at }: User) =>
  present<UserState>({ id, email, name, role: known(role, roles), added_at });

const inviteState = ({ id, email, role, invited_at, expires_at, accepted_at }: Invite) =>
  present<InviteState>({ id, email, role: known(role, roles), invited_at, expires_at, accepted_at });

const accountState = (account: ServiceAccount, objects: Objects) => {
  const { id, name, description, organization_role, created_at, updated_at, archived_at } = account;
  return present<ServiceAccountState>({
    id,
    name,
    description,
    organization_role,
    created_at,
    created_by: creatorOf(account.created_by_actor_id, objects),
    updated_at,
    updated_by: creatorOf(account.updated_by_actor_id, objects),
    archived_at,
    archived_by: creatorOf(account.archived_by_actor_id, objects),
  });
};

function workspaceState(
  workspace: Workspace,
  keys: readonly ApiKey[] | undefined,
  objects: Objects,
): WorkspaceState {
  const { id, name, created_at, archived_at, display_color, data_residency, tags, compartment_id } =
    workspace;
  const { workspace_geo, allowed_inference_geos, default_inference_geo } = data_residency;
  const members = objects.members.get(id)?.flatMap(({ user_id, workspace_role }) => {
    const [user, role] = [userOf(user_id, objects), known(workspace_role, workspaceRoles)];
    return user === undefined || role === undefined ? [] : [{ user, workspace_role: role }];
  });
  const accounts = objects.memberships
    ?.filter((each) => each.workspace_id === id && !each.implicit)
    .map(({ service_account_id, workspace_role, created_by_actor_id }) => {
      const [service_account, created_by] = [
        accountOf(service_account_id, objects),
        creatorOf(created_by_actor_id, objects),
      ];
      return present<AccountMember>({ service_account, workspace_role, created_by });
    });
  return present<WorkspaceState>({
    ref: refIn(tags),
    id,
    name,
    default: objects.isDefault(workspace) || undefined,
    created_at,
    archived_at,
    display_color,
    data_residency: { workspace_geo, allowed_inference_geos, default_inference_geo },
    tags: ownTags(tags),
    compartment_id,
    members: members?.toSorted((a, b) => (a.user < b.user ? -1 : 1)),
    service_accounts: accounts?.toSorted((a, b) => (a.service_account < b.service_account ? -1 : 1)),
    api_keys: keys?.map((key) => keyState(key, objects)),
  });
}

/** The ID of the workspace that a key is for, `default`, or `organization`. Older servers answer no scope. */
function placeOf({
  scope,
  workspace_id,
}: Pick<ApiKey, 'workspace_id'> & { scope?: ApiKey['scope'] }): string {
  if (scope?.type === 'organization') return 'organization';
  return scope?.workspace_id ?? workspace_id ?? 'default';
}

/** The API doesn’t tell whether an expired key was active: it is shown as active, with the time at which it expired. */
function keyState(key: ApiKey, objects: Objects): ApiKeyState {
  const { id, name, status, created_at, expires_at, created_by, principal, partial_key_hint } = key;
  return present<ApiKeyState>({
    id,
    name,
    status: status === 'expired' ? 'active' : status,
    created_at,
    expires_at,
    created_by: creatorOf(created_by?.id, objects),
    // A personal key is archived when its user leaves.
    user: principal?.type === 'user_actor' ? creatorOf(principal.user_id, objects) : undefined,
    service_account:
      principal?.type === 'service_account_actor'
        ? accountOf(principal.service_account_id, objects)
        : undefined,
    partial_key_hint,
  });
}

/** The user’s email address, or the ID if users could not be read; undefined if there is no such user any more. */
const userOf = (id: string, { users }: Objects): string | undefined =>
  users === undefined ? id : users.find((user) => user.id === id)?.email;

/** The same, but the ID of whoever has left. */
const creatorOf = (id: string | null | undefined, objects: Objects): string | undefined =>
  id ? (userOf(id, objects) ?? id) : undefined;

/** The service account’s name, which only one that is live has, or else its ID. */
const accountOf = (id: string, { serviceAccounts }: Objects): string =>
  serviceAccounts?.find((each) => each.id === id && each.archived_at === null)?.name ?? id;
