import { lastMoment } from '../contract/clock.ts';
import { parseMoment } from '../contract/moment.ts';
import type { Fault, Path } from '../schema/faults.ts';
import {
  type ApiKeyState,
  type OrganizationState,
  type ServiceAccountState,
  type StateDocument,
  timeMembers,
} from './document.ts';
import { generatedNames, nameOf } from './identity.ts';
import { referenceFaults } from './references.ts';
import { once, repeated, repeatedBy } from './repeated.ts';

/** What doesn’t make sense in a document that matches its schema. */
export function* inconsistencies({ organizations }: StateDocument): Generator<Fault> {
  yield* repeated(organizations, ['organizations']);
  for (const [index, organization] of organizations.entries()) {
    const path = ['organizations', index];
    yield* times(organization, path);
    yield* peopleFaults(organization, path);
    yield* workspaceFaults(organization, path);
    yield* referenceFaults(organization, path);
  }
}

function* peopleFaults(organization: OrganizationState, path: Path): Generator<Fault> {
  const { users = [], invites = [], service_accounts: accounts = [], admin_keys: keys = [] } = organization;
  yield* repeated(users, [...path, 'users'], ['id', 'ref']);
  yield* repeatedBy(users, [...path, 'users'], 'email', nameOf);
  yield* repeated(invites, [...path, 'invites']);
  yield* repeated(accounts, [...path, 'service_accounts']);
  const live = ({ name, archived_at }: ServiceAccountState) => (archived_at === undefined ? name : undefined);
  yield* repeatedBy(accounts, [...path, 'service_accounts'], 'name', live);
  for (const [section, items] of Object.entries({ users, invites, service_accounts: accounts })) {
    for (const [index, item] of items.entries()) yield* times(item, [...path, section, index]);
  }
  yield* repeatedBy(keys, [...path, 'admin_keys'], 'key', ({ key }) => key);
  for (const [index, { key, key_env }] of keys.entries()) {
    if ((key === undefined) === (key_env === undefined)) {
      yield { path: [...path, 'admin_keys', index], sentence: 'needs either key or key_env' };
    }
  }
}

function* workspaceFaults(organization: OrganizationState, path: Path): Generator<Fault> {
  const { workspaces = [], api_keys: ownKeys = [] } = organization;
  const here = [...path, 'workspaces'];
  yield* repeated(workspaces, here);
  const refs = new Set(workspaces.map(({ ref }) => ref));
  const taken = generatedNames(organization).find((name) => refs.has(name));
  if (taken !== undefined) {
    yield {
      path: [...path, 'generate', 'name'],
      sentence: `makes '${taken}', which is the ref of another workspace`,
    };
  }
  const keys = ownKeys.map((key, index) => ({ key, path: [...path, 'api_keys', index] }));
  yield* repeated(ownKeys, [...path, 'api_keys'], ['identity']);
  for (const { key, path } of keys) {
    if (key.user === undefined && key.service_account === undefined) {
      yield { path, sentence: 'a key of the organization needs a user or a service_account' };
    }
  }
  for (const [index, workspace] of workspaces.entries()) {
    const place = [...here, index];
    yield* times(workspace, place);
    if (workspace.default && workspace.archived_at !== undefined) {
      yield { path: [...place, 'archived_at'], sentence: 'the default workspace can’t be archived' };
    }
    if (workspace.default && (workspace.members ?? []).length > 0) {
      yield { path: [...place, 'members'], sentence: 'the default workspace has no members of its own' };
    }
    for (const [at, { created_at }] of (workspace.service_accounts ?? []).entries()) {
      yield* times({ created_at }, [...place, 'service_accounts', at]);
    }
    yield* repeated(workspace.api_keys ?? [], [...place, 'api_keys'], ['identity']);
    for (const [at, key] of (workspace.api_keys ?? []).entries()) {
      keys.push({ key, path: [...place, 'api_keys', at] });
      if (workspace.archived_at !== undefined && (key.status ?? 'archived') !== 'archived') {
        yield {
          path: [...place, 'api_keys', at, 'status'],
          sentence: 'the keys of an archived workspace are archived',
        };
      }
    }
  }
  for (const { key, path } of keys) yield* keyFaults(key, path);
  const [ids, refsOfKeys] = [new Map<string, Path>(), new Map<string, Path>()];
  for (const { key, path } of keys) {
    yield* once(ids, key.id, [...path, 'id']);
    yield* once(refsOfKeys, key.ref, [...path, 'ref']);
  }
}

function* keyFaults(key: ApiKeyState, path: Path): Generator<Fault> {
  yield* times(key, path);
  if (key.user !== undefined && key.service_account !== undefined) {
    yield {
      path: [...path, 'service_account'],
      sentence: 'a key acts as a user or a service account, not both',
    };
  }
  if (key.key !== undefined && key.key_env !== undefined) {
    yield { path: [...path, 'key_env'], sentence: 'a key is given by key or key_env, not both' };
  }
}

const ends = ['archived_at', 'accepted_at', 'expires_at'];

/**
 * Faults of the times of an object: those before 1970 can’t be stored, no clock shows those after `lastMoment`, and nothing
 * ends before it begins.
 */
function* times(item: object, path: Path): Generator<Fault> {
  const members = item as Record<string, unknown>;
  const began = ['created_at', 'invited_at'].find((name) => members[name] !== undefined);
  const beginning = began && parseMoment(String(members[began]));
  for (const [name, value] of Object.entries(members)) {
    if (!timeMembers.includes(name) || value === undefined) continue;
    const moment = parseMoment(String(value)) ?? -1;
    if (moment < 0) yield { path: [...path, name], sentence: 'Input should be a valid datetime' };
    else if (ends.includes(name) && beginning && moment < beginning) {
      yield { path: [...path, name], sentence: `is earlier than ${began}` };
    } else if (name === 'clock' && moment > lastMoment) {
      yield { path: [...path, name], sentence: 'should be before the year 2255' };
    }
  }
}
