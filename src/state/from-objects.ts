import type { ApiKey } from '../api/api-keys/contract.ts';
import type { Invite } from '../api/invites/contract.ts';
import { type Member, workspaceRoles } from '../api/members/contract.ts';
import type { ServiceAccountMember } from '../api/service-account-members/contract.ts';
import type { ServiceAccount } from '../api/service-accounts/contract.ts';
import { roles, type User } from '../api/users/contract.ts';
import type { Workspace } from '../api/workspaces/contract.ts';
import { canonical } from './canonical.ts';
import { Organization, type OrganizationState } from './document.ts';
import {
  accountState,
  botState,
  byCreation,
  inviteState,
  keyState,
  namesOf,
  userState,
  workspaceState,
} from './objects.ts';

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

/** Refs and pins aren’t in the API. */
const unmarked = () => ({});

/**
 * The state of an organization, with its IDs and in the order of an export. What belongs to something that isn’t among the
 * objects is left out.
 */
export function stateOf(objects: Objects): OrganizationState {
  const { organization, users, invites, serviceAccounts, workspaces, isDefault } = objects;
  const names = namesOf(users ?? [], serviceAccounts ?? []);
  const keys = objects.apiKeys && Map.groupBy(sorted(objects.apiKeys), placeOf);
  const keysIn = (...places: string[]) =>
    keys &&
    places
      .flatMap((place) => keys.get(place) ?? [])
      .map((key) => keyState(key, statusOf(key), names, unmarked));
  const isUser = users && new Set(users.map(({ id }) => id));
  const contents = (workspace: Workspace) => ({
    ...workspaceState(workspace, isDefault(workspace), unmarked),
    members: objects.members
      .get(workspace.id)
      ?.filter(({ user_id }) => isUser?.has(user_id) ?? true)
      .toReversed()
      .flatMap(({ user_id, workspace_role }) => {
        const role = known(workspace_role, workspaceRoles);
        return role === undefined ? [] : [{ user: names.user(user_id), workspace_role: role }];
      }),
    service_accounts: objects.memberships
      ?.filter(({ workspace_id, implicit }) => workspace_id === workspace.id && !implicit)
      .map((bot) => botState(bot, undefined, names)),
    api_keys: isDefault(workspace) ? keysIn(workspace.id, 'default') : keysIn(workspace.id),
  });
  return canonical(Organization, {
    id: organization.id,
    name: organization.name,
    users:
      users && sorted(users).map((user) => ({ ...userState(user, unmarked), role: known(user.role, roles) })),
    invites:
      invites &&
      sorted(invites).map((invite) => ({
        ...inviteState(invite, null, names, unmarked),
        role: known(invite.role, roles),
      })),
    service_accounts:
      serviceAccounts && sorted(serviceAccounts).map((account) => accountState(account, names, unmarked)),
    api_keys: keysIn('organization'),
    workspaces: workspaces?.map(contents).toSorted(byCreation),
  });
}

/** Whatever says when something was made. */
interface Made {
  id: string;
  created_at?: string;
  added_at?: string;
  invited_at?: string;
}

const timeOf = ({ created_at, added_at, invited_at, id }: Made) =>
  `${created_at ?? added_at ?? invited_at} ${id}`;
const sorted = <T extends Made>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));

/** The word, if it is one of those. Organizations of other kinds have more roles. */
const known = <T extends string>(word: string, words: readonly T[]): T | undefined =>
  words.find((each) => each === word);

/** The ID of the workspace that a key is for, `default`, or `organization`. Older servers answer no scope. */
function placeOf({
  scope,
  workspace_id,
}: Pick<ApiKey, 'workspace_id'> & { scope?: ApiKey['scope'] }): string {
  if (scope?.type === 'organization') return 'organization';
  return scope?.workspace_id ?? workspace_id ?? 'default';
}

/** The API doesn’t tell whether an expired key was active; it is shown with the time at which it expired. */
const statusOf = ({ status }: ApiKey) => (status === 'expired' ? 'active' : status);
