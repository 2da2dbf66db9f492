import type { ApiKey } from '../api/api-keys/contract.ts';
import type { Invite } from '../api/invites/contract.ts';
import { findOrganization, type Organization as StoredOrganization } from '../api/organizations/store.ts';
import type { ServiceAccountMember } from '../api/service-account-members/contract.ts';
import type { ServiceAccount } from '../api/service-accounts/contract.ts';
import type { User } from '../api/users/contract.ts';
import type { Workspace } from '../api/workspaces/contract.ts';
import type { Reads } from '../db/database.ts';
import { canonical } from './canonical.ts';
import { Organization, type OrganizationState, type WorkspaceState } from './document.ts';
import {
  accountState,
  botState,
  byCreation,
  inviteState,
  keyState,
  type Marks,
  namesOf,
  parsed,
  userState,
  workspaceState,
} from './objects.ts';
import { readRefs } from './refs.ts';
import * as rows from './rows.ts';

const mostAttempts = 5;
const versionOf = 'SELECT version FROM organizations WHERE id = $1';

/**
 * The state of an organization at one moment, without secrets: all that is in it, also what is archived, in the order in
 * which it was made. Throws if there is no such organization, or if it is written all the time.
 */
export async function exportOrganization(db: Reads, organizationId: string): Promise<OrganizationState> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const before = await db.get<{ version: number }>(versionOf, organizationId);
    const organization = await findOrganization(db, organizationId);
    if (before === undefined || organization === undefined) {
      throw new Error(`there is no organization ${organizationId}`);
    }
    const state = await readState(db, organization);
    const after = await db.get<{ version: number }>(versionOf, organizationId);
    if (after?.version === before.version) return canonical(Organization, state);
  }
  throw new Error(`the organization ${organizationId} is written all the time: try again`);
}

async function readState(db: Reads, organization: StoredOrganization): Promise<OrganizationState> {
  const { id, name, created_at, workspace_limit } = organization;
  const refs = new Map((await readRefs(db, id)).map((ref) => [`${ref.object} ${ref.id}`, ref]));
  const marks: Marks = (object, id) => {
    const ref = refs.get(`${object} ${id}`);
    return { ref: ref?.ref ?? undefined, pinned: ref?.pinned === 1 ? true : undefined };
  };
  const users = (await rows.readUsers(db, id)).filter(({ deleted_at }) => deleted_at === null);
  const accounts = await rows.readAccounts(db, id);
  const names = namesOf(users.map(parsed<User>), accounts.map(parsed<ServiceAccount>));
  const invites = (await rows.readInvites(db, id)).filter(({ deleted_at }) => deleted_at === null);
  const keys = Map.groupBy(await rows.readKeys(db, id), ({ workspace_id }) => workspace_id);
  const keysIn = (place: string | null) =>
    (keys.get(place) ?? []).map((row) => keyState(parsed<ApiKey>(row), row.status, names, marks));
  const members = Map.groupBy(await rows.readMembers(db, id), ({ workspace_id }) => workspace_id);
  const bots = Map.groupBy(await rows.readAccountMembers(db, id), ({ workspace_id }) => workspace_id);
  const workspaces = (await rows.readWorkspaces(db, id)).map(
    (row): WorkspaceState => ({
      ...workspaceState(parsed<Workspace>(row), row.is_default === 1, marks),
      members:
        row.is_default === 1
          ? undefined
          : (members.get(row.id) ?? []).map((member) => ({
              user: names.user(member.user_id),
              workspace_role: member.workspace_role,
            })),
      service_accounts: (bots.get(row.id) ?? []).map((row) =>
        botState(parsed<ServiceAccountMember>(row), row.created_at, names),
      ),
      api_keys: keysIn(row.id),
    }),
  );
  return {
    ...marks('organization', id),
    id,
    name,
    created_at,
    workspace_limit,
    users: users.map((row) => userState(parsed<User>(row), marks)),
    invites: invites.map((row) => {
      const invite = { ...parsed<Invite>(row), accepted_at: row.accepted_at };
      return inviteState(invite, row.user_id, names, marks);
    }),
    service_accounts: accounts.map((row) => accountState(parsed<ServiceAccount>(row), names, marks)),
    api_keys: keysIn(null),
    workspaces: workspaces.toSorted(byCreation),
  };
}
