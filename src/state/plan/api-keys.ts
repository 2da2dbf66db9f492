import type { Path } from '../../schema/faults.ts';
import type { ApiKeyState } from '../document.ts';
import { changesOf, type Draft, type Id, isOver } from './draft.ts';
import { userOf } from './people.ts';
import { accountId } from './service-accounts.ts';

/** What API keys are for, and where they stand in the document. */
export interface KeyPlace {
  /** What people call it, such as ` in Evaluation`; empty for the organization. */
  readonly name: string;
  readonly scope: { readonly type: string; readonly workspace_id?: Id };
  readonly path: Path;
}

/** Plans the API keys of a workspace or, if that is where they are, of the organization. */
export function planApiKeys(
  wanted: readonly ApiKeyState[] | undefined,
  live: readonly ApiKeyState[] | undefined,
  place: KeyPlace,
  draft: Draft,
) {
  if (wanted === undefined) return;
  if (live === undefined) return draft.fault(place.path, 'API keys can’t be read with this key');
  const usable = live.filter((each) => each.status !== 'archived');
  const byId = new Set(wanted.map(({ id }) => id));
  const kept = new Set<ApiKeyState>();
  for (const [index, key] of wanted.entries()) {
    const path = [...place.path, index];
    const found =
      key.id === undefined
        ? usable.filter((each) => each.name === key.name && !byId.has(each.id))
        : live.filter((each) => each.id === key.id);
    for (const each of found) kept.add(each);
    const rivals = wanted.filter((each) => each.id === undefined && each.name === key.name);
    if (found.length > 1 || (key.id === undefined && rivals.length > 1)) {
      draft.fault(path, `several API keys are called ${key.name}: tell them apart by ids`);
    } else if (found[0] === undefined) create(key, { ...place, path }, draft);
    else change(key, found[0], { ...place, path }, draft);
  }
  for (const key of usable) if (!kept.has(key)) archive(key, place, draft);
}

function create(key: ApiKeyState, { name: where, scope, path }: KeyPlace, draft: Draft) {
  const { id, name, status, expires_at } = key;
  const identity = name + where;
  if (status === 'archived' || isOver(expires_at, draft.options)) return;
  if (id !== undefined) return draft.fault([...path, 'id'], `no API key${where} has the ID ${id}`);
  if (!draft.options.createsKeys) {
    return void draft.notes.push(
      `API key ${identity} can’t be created by this API: create it in the console`,
    );
  }
  if (key.key !== undefined || key.key_env !== undefined) {
    return draft.fault(path, `the API chooses the keys that it creates: leave out key and key_env`);
  }
  const principal = principalOf(key, draft);
  if (principal === 'unknown') return draft.fault(path, 'whom it acts as isn’t there');
  const makes = path.join('/');
  const request = { operation: 'api_keys.create', body: { name, scope, principal, expires_at } };
  const { user, service_account } = key;
  const changes = changesOf({ user, service_account, expires_at }, {});
  draft.changes.push({ verb: 'create', object: 'API key', identity, changes, request, makes });
  // A new key is active.
  setTo({ status }, { status: 'active' }, { made: makes }, identity, draft);
}

function principalOf({ user, service_account }: ApiKeyState, draft: Draft) {
  if (user !== undefined) {
    const user_id = userOf(user, draft)?.id;
    return user_id === undefined ? 'unknown' : { type: 'user_actor', user_id };
  }
  if (service_account === undefined) return undefined;
  const service_account_id = accountId(service_account, draft);
  return service_account_id === undefined ? 'unknown' : { type: 'service_account_actor', service_account_id };
}

function change(key: ApiKeyState, live: ApiKeyState, { name: where, path }: KeyPlace, draft: Draft) {
  const { name, status, expires_at } = key;
  if (live.status === 'archived') {
    if (status !== undefined && status !== 'archived')
      draft.fault([...path, 'status'], `${live.name} is archived, which can’t be undone`);
    return;
  }
  if (status === 'archived') return archive(live, { name: where }, draft);
  if (expires_at !== undefined && Date.parse(expires_at) !== Date.parse(live.expires_at ?? '')) {
    draft.fault([...path, 'expires_at'], `it expires ${live.expires_at ?? 'never'}, which can’t be changed`);
  }
  setTo({ name, status }, live, live.id ?? '', name + where, draft);
}

function setTo(wanted: object, live: object, api_key_id: Id, identity: string, draft: Draft) {
  const changes = changesOf(wanted, live);
  const body = Object.fromEntries(changes.map(({ member, to }) => [member, to]));
  const request = { operation: 'api_keys.update', params: { api_key_id }, body };
  draft.update({ object: 'API key', identity, changes, request });
}

function archive({ id = '', name }: ApiKeyState, { name: where }: { name: string }, draft: Draft) {
  const body = { status: 'archived' };
  const request = { operation: 'api_keys.update', params: { api_key_id: id }, body };
  draft.remove({ verb: 'archive', object: 'API key', identity: `${name}${where} (${id})`, request });
}
