import type { Fault, Path } from '../schema/faults.ts';
import type { ApiKeyState, OrganizationState, ServiceAccountState, UserState } from './document.ts';
import { Handles } from './identity.ts';
import { once } from './repeated.ts';
import { keysOf } from './workspace-keys.ts';

/** Whom the document has; undefined for a section that it leaves out. */
interface Known {
  users: Handles<UserState> | undefined;
  accounts: Handles<ServiceAccountState> | undefined;
}

/** The references of an organization to users and service accounts that the document doesn’t have. */
export function* referenceFaults(organization: OrganizationState, path: Path): Generator<Fault> {
  const known: Known = {
    users: organization.users && new Handles(organization.users),
    accounts: organization.service_accounts && new Handles(organization.service_accounts),
  };
  for (const [index, invite] of (organization.invites ?? []).entries()) {
    yield* creatorFault(invite.user, [...path, 'invites', index, 'user'], known);
  }
  for (const [index, account] of (organization.service_accounts ?? []).entries()) {
    for (const member of ['created_by', 'updated_by', 'archived_by'] as const) {
      yield* creatorFault(account[member], [...path, 'service_accounts', index, member], known);
    }
  }
  yield* keyReferenceFaults(organization.api_keys, [...path, 'api_keys'], known);
  for (const [index, workspace] of (organization.workspaces ?? []).entries()) {
    const here = [...path, 'workspaces', index];
    const members = new Map<unknown, Path>();
    for (const [at, { user }] of (workspace.members ?? []).entries()) {
      const place = [...here, 'members', at, 'user'];
      yield* unknownFault(known.users, user, place, 'user');
      yield* once(members, known.users?.find(user) ?? user, place);
    }
    for (const [at, { service_account, created_by }] of (workspace.service_accounts ?? []).entries()) {
      const place = [...here, 'service_accounts', at];
      yield* unknownFault(known.accounts, service_account, [...place, 'service_account'], 'service account');
      yield* once(members, known.accounts?.find(service_account) ?? service_account, [
        ...place,
        'service_account',
      ]);
      yield* creatorFault(created_by, [...place, 'created_by'], known);
    }
    yield* keyReferenceFaults(keysOf(workspace), [...here, 'api_keys'], known);
  }
}

function* keyReferenceFaults(keys: readonly ApiKeyState[] = [], path: Path, known: Known): Generator<Fault> {
  for (const [index, key] of keys.entries()) {
    const here = [...path, index];
    yield* creatorFault(key.created_by, [...here, 'created_by'], known);
    if (key.status === 'archived') yield* creatorFault(key.user, [...here, 'user'], known);
    else if (key.user !== undefined) yield* unknownFault(known.users, key.user, [...here, 'user'], 'user');
    if (key.service_account !== undefined) {
      yield* unknownFault(
        known.accounts,
        key.service_account,
        [...here, 'service_account'],
        'service account',
      );
    }
  }
}

function* unknownFault(
  handles: Known[keyof Known],
  text: string,
  path: Path,
  what: string,
): Generator<Fault> {
  if (handles !== undefined && handles.find(text) === undefined) {
    yield { path, sentence: `there is no ${what} '${text}' in the document` };
  }
}

/** Whoever did something may have left; their ID is then all that is known. */
function* creatorFault(text: string | undefined, path: Path, { users }: Known): Generator<Fault> {
  if (text?.includes('@')) yield* unknownFault(users, text, path, 'user');
}
