import type { WorkspaceState } from '../document.ts';
import { changesOf, type Draft, type Id, type Place } from './draft.ts';
import { isInvited, userOf } from './people.ts';
import { accountId } from './service-accounts.ts';

/** The two kinds of members of a workspace. */
const users = { object: 'member', operations: 'members', param: 'user_id' } as const;
const accounts = {
  object: 'service account member',
  operations: 'service_account_members',
  param: 'service_account_id',
} as const;

/** A member, as people call it. */
interface Member {
  readonly id: Id;
  readonly name: string;
}

/** Plans which users are in a workspace, and their roles there. */
export function planMembers(
  wanted: WorkspaceState['members'],
  live: WorkspaceState['members'],
  place: Place,
  draft: Draft,
) {
  if (wanted === undefined) return;
  const path = [...place.path, 'members'];
  if (live === undefined) return draft.fault(path, `the members of ${place.name} can’t be read`);
  const kept = new Set<string>();
  for (const [index, { user, workspace_role: role }] of wanted.entries()) {
    const person = userOf(user, draft);
    if (person?.id === undefined) {
      if (isInvited(user, draft))
        draft.notes.push(`${user} can be added to ${place.name} after accepting the invite`);
      else draft.fault([...path, index, 'user'], `${user} isn’t a user`);
      continue;
    }
    kept.add(person.id);
    const before = live.find((each) => userOf(each.user, draft)?.id === person.id)?.workspace_role;
    if (person.role !== 'admin') {
      planRole(users, { id: person.id, name: person.email }, before, role, place, draft);
    } else if ((before ?? 'workspace_admin') !== role) {
      draft.fault([...path, index], `${user} is an admin of the organization, and so of every workspace`);
    }
  }
  for (const { user } of live) {
    const person = userOf(user, draft);
    if (person?.id === undefined || kept.has(person.id) || person.role === 'admin') continue;
    remove(users, { id: person.id, name: person.email }, place, draft);
  }
}

/** Plans which service accounts are in a workspace, and their roles there. */
export function planAccountMembers(
  wanted: WorkspaceState['service_accounts'],
  live: WorkspaceState['service_accounts'],
  place: Place,
  draft: Draft,
) {
  if (wanted === undefined) return;
  const path = [...place.path, 'service_accounts'];
  if (live === undefined) return draft.fault(path, `the service accounts in ${place.name} can’t be read`);
  const kept = new Set<Id>();
  for (const [index, { service_account: name, workspace_role: role }] of wanted.entries()) {
    const id = accountId(name, draft);
    if (id === undefined) {
      draft.fault([...path, index, 'service_account'], `there is no service account ${name}`);
      continue;
    }
    kept.add(id);
    const before = live.find((each) => accountId(each.service_account, draft) === id)?.workspace_role;
    planRole(accounts, { id, name }, before, role, place, draft);
  }
  for (const { service_account: name } of live) {
    const id = accountId(name, draft);
    if (id !== undefined && !kept.has(id)) remove(accounts, { id, name }, place, draft);
  }
}

type Side = typeof users | typeof accounts;

function planRole(
  { object, operations, param }: Side,
  { id, name }: Member,
  before: string | undefined,
  workspace_role: string,
  place: Place,
  draft: Draft,
) {
  const changes = changesOf({ workspace_role }, { workspace_role: before });
  const identity = `${name} in ${place.name}`;
  const [params, body] = [{ workspace_id: place.id }, { workspace_role }];
  if (before === undefined) {
    const request = { operation: `${operations}.add`, params, body: { [param]: id, ...body } };
    draft.changes.push({ verb: 'add', object, identity, changes, request });
  } else {
    const request = { operation: `${operations}.update`, params: { ...params, [param]: id }, body };
    draft.update({ object, identity, changes, request });
  }
}

function remove({ object, operations, param }: Side, { id, name }: Member, place: Place, draft: Draft) {
  const request = { operation: `${operations}.remove`, params: { workspace_id: place.id, [param]: id } };
  draft.remove({ verb: 'remove', object, identity: `${name} in ${place.name}`, request });
}
