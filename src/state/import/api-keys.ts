import type { ApiKey } from '../../api/api-keys/contract.ts';
import { hashOf, makeKey, newRawKey } from '../../api/api-keys/key.ts';
import { insertKey, replaceKey } from '../../api/api-keys/store.ts';
import { type Activity, updated } from '../../contract/activity.ts';
import type { Path } from '../../schema/faults.ts';
import type { ApiKeyState } from '../document.ts';
import { type KeyRow, readKeys } from '../rows.ts';
import { keysOf } from '../workspace-keys.ts';
import { pair } from './pair.ts';
import type { Run } from './run.ts';
import type { Accounts } from './service-accounts.ts';
import { creatorOf, type People, userOf } from './users.ts';
import type { Imported } from './workspaces.ts';

/** Whom keys can act as. */
interface Principals {
  people: People;
  accounts: Accounts;
}

/** Where keys are valid, and what the document says of it. */
interface Place {
  scope: ApiKey['scope'];
  items: readonly ApiKeyState[];
  path: Path;
  rows: readonly KeyRow[];
}

const findByHash = 'SELECT id FROM api_keys WHERE hash = $1';
const nameIn = ({ doc }: KeyRow) => (JSON.parse(doc) as ApiKey).name;
const suits = (item: ApiKeyState, { status }: KeyRow) => item.status === 'archived' || status !== 'archived';

/** Imports the API keys of the organization and of its workspaces. */
export async function importKeys(
  run: Run,
  workspaces: readonly Imported[],
  principals: Principals,
): Promise<void> {
  const rows = await readKeys(run.tx, run.organizationId);
  const ids = new Set(rows.map(({ id }) => id));
  const places = Map.groupBy(rows, ({ workspace_id }) => workspace_id);
  const { api_keys } = run.state;
  const all: Place[] = workspaces.flatMap(({ item, path, id }) => {
    const items = keysOf(item);
    const scope = { type: 'workspace', workspace_id: id } as const;
    return items ? { scope, items, path: [...path, 'api_keys'], rows: places.get(id) ?? [] } : [];
  });
  if (api_keys !== undefined) {
    const path = [...run.path, 'api_keys'];
    all.push({ scope: { type: 'organization' }, items: api_keys, path, rows: places.get(null) ?? [] });
  }
  for (const place of all) {
    const { pairs, left } = pair(run, place, place.rows, { object: 'api_keys', nameOf: nameIn, suits });
    for (const row of run.removes ? left : []) {
      if (row.status !== 'archived') await replace(run, 'removed', row, { ...row, status: 'archived' });
    }
    for (const { item, path, row } of pairs) {
      if (row !== undefined) await change(run, item, path, row, principals);
      else if (item.id !== undefined && ids.has(item.id)) {
        run.refuse([...path, 'id'], 'is the ID of a key of another place, and keys never move');
      } else await add(run, item, path, place.scope, principals);
    }
  }
}

function principalOf(
  run: Run,
  { user, service_account, status }: ApiKeyState,
  path: Path,
  { people, accounts }: Principals,
): ApiKey['principal'] {
  if (user !== undefined) {
    const find = status === 'archived' ? creatorOf : userOf;
    return { type: 'user_actor', user_id: find(run, people, user, [...path, 'user']) ?? '' };
  }
  if (service_account === undefined) return null;
  const account = accounts.find(service_account);
  if (account === undefined) {
    run.refuse([...path, 'service_account'], `there is no service account '${service_account}'`);
  } else if (account.archived_at !== null && status !== 'archived') {
    run.refuse([...path, 'service_account'], 'is archived, and so are its keys');
  }
  return { type: 'service_account_actor', service_account_id: account?.id ?? '' };
}

async function add(
  run: Run,
  item: ApiKeyState,
  path: Path,
  scope: ApiKey['scope'],
  principals: Principals,
): Promise<void> {
  const { tx, organizationId } = run;
  const { name, status = 'active', partial_key_hint } = item;
  const moment = run.momentOf(item.created_at, item.expires_at);
  const id = run.idOf('apikey', item, path, moment);
  const principal = principalOf(run, item, path, principals);
  const by = creatorOf(run, principals.people, item.created_by, [...path, 'created_by']);
  const secret = run.secretOf(item);
  if (secret !== undefined && (await tx.get(findByHash, hashOf(secret))) !== undefined) {
    run.refuse(path, 'has the secret of another key');
  }
  if (run.faults.length > 0) return;
  const expires_at = run.timeOf(item.expires_at) ?? null;
  const made = { name, expires_at, principal, scope, by };
  const key = makeKey(secret ?? newRawKey(), made, moment, { id, partial_key_hint });
  // A user who has left an organization before it was exported isn’t there.
  const user_id = principals.people.ids.has(key.user_id ?? '') ? key.user_id : null;
  insertKey(tx, organizationId, { ...key, user_id, status });
  const activities: Activity[] = [{ type: 'platform_api_key_created', api_key_id: id }];
  if (status !== 'active') activities.push(tellOf(id, updated('status', 'active', status)));
  run.tell('added', { activities });
  await run.mark('api_keys', id, item);
}

async function change(
  run: Run,
  item: ApiKeyState,
  path: Path,
  row: KeyRow,
  principals: Principals,
): Promise<void> {
  if (run.keeps) return;
  const shown: ApiKey = JSON.parse(row.doc);
  run.requireSame([...path, 'created_at'], run.timeOf(item.created_at), row.created_at);
  run.requireSame([...path, 'expires_at'], run.timeOf(item.expires_at), row.expires_at);
  run.requireSame([...path, 'partial_key_hint'], item.partial_key_hint, shown.partial_key_hint);
  if (item.created_by !== undefined) {
    const by = creatorOf(run, principals.people, item.created_by, [...path, 'created_by']);
    run.requireSame([...path, 'created_by'], by ?? undefined, shown.created_by?.id);
  }
  const status = item.status ?? row.status;
  const principal = principalOf(run, { ...item, status }, path, principals);
  if (principal !== null && JSON.stringify(principal) !== JSON.stringify(shown.principal)) {
    run.refuse(path, 'whom a key acts as never changes');
  }
  const secret = run.secretOf(item);
  if (secret !== undefined && hashOf(secret) !== row.hash)
    run.refuse(path, 'the secret of a key never changes');
  const next = { ...row, status, doc: JSON.stringify({ ...shown, name: item.name }) };
  const isChanged = next.doc !== row.doc || status !== row.status;
  if (isChanged && row.status === 'archived') {
    run.refuse(path, `is archived, and can’t be changed: ${row.id}`);
    return;
  }
  const isMarked = await run.mark('api_keys', row.id, item);
  if (isChanged) await replace(run, 'changed', row, next);
  else if (isMarked) run.tell('changed', { activities: [] });
}

async function replace(run: Run, kind: 'changed' | 'removed', before: KeyRow, key: KeyRow): Promise<void> {
  await replaceKey(run.tx, run.organizationId, key);
  const updates = [
    ...updated('name', nameIn(before), nameIn(key)),
    ...updated('status', before.status, key.status),
  ];
  run.tell(kind, { activities: [tellOf(key.id, updates)] });
}

const tellOf = (api_key_id: string, updates: ReturnType<typeof updated>): Activity => ({
  type: 'platform_api_key_updated',
  api_key_id,
  updates,
});
