import { archiveKeysOfServiceAccount } from '../../api/api-keys/store.ts';
import { archivedKeys } from '../../api/archived-keys.ts';
import type { ServiceAccount } from '../../api/service-accounts/contract.ts';
import { makeAccount } from '../../api/service-accounts/make.ts';
import { insertAccount, replaceAccount } from '../../api/service-accounts/store.ts';
import { type Activity, updated } from '../../contract/activity.ts';
import type { Path } from '../../schema/faults.ts';
import type { ServiceAccountState } from '../document.ts';
import { Handles } from '../identity.ts';
import { type AccountRow, readAccounts } from '../rows.ts';
import { pair } from './pair.ts';
import type { Run } from './run.ts';
import { creatorOf, type People } from './users.ts';

/** The service accounts of an organization after an import, by what documents call them. */
export type Accounts = Handles<ServiceAccount & { ref?: string | undefined }>;

const nameIn = ({ doc }: AccountRow) => (JSON.parse(doc) as ServiceAccount).name;
/** An archived account can have the name of another one, and only stands for an item that is archived, too. */
const suits = ({ archived_at }: ServiceAccountState, row: AccountRow) =>
  archived_at !== undefined || row.archived_at === null;

/** Imports the service accounts. */
export async function importAccounts(run: Run, people: People): Promise<Accounts> {
  const rows = await readAccounts(run.tx, run.organizationId);
  const accounts = new Map<string, ServiceAccount>(rows.map(({ id, doc }) => [id, JSON.parse(doc)]));
  const { service_accounts: items } = run.state;
  const section = { items: items ?? [], path: [...run.path, 'service_accounts'] };
  const comparison = { object: 'service_accounts', nameOf: nameIn, suits, isUnique: true } as const;
  const { pairs, left } = pair(run, section, rows, comparison);
  for (const { id } of run.removes && items !== undefined ? left : []) {
    const account = accounts.get(id) as ServiceAccount;
    if (account.archived_at !== null) continue;
    accounts.set(id, await archive(run, account, { at: run.at, by: null }));
  }
  const live = [...accounts.values()].filter(({ archived_at }) => archived_at === null);
  const holders = new Map(live.map(({ name, id }) => [name, id]));
  for (const { item, path, row } of pairs) {
    const before = row && accounts.get(row.id);
    if (before !== undefined && run.keeps) continue;
    const holder = item.archived_at === undefined ? holders.get(item.name) : undefined;
    if (holder !== undefined && holder !== before?.id) {
      run.refuse([...path, 'name'], `is the name of another service account: ${holder}`);
      continue;
    }
    const account =
      before === undefined
        ? await add(run, people, item, path)
        : await change(run, people, item, path, before);
    accounts.set(account.id, account);
    if (account.archived_at === null) holders.set(account.name, account.id);
  }
  const refOf = ({ id }: ServiceAccount) => run.refById('service_accounts', id);
  return new Handles(Array.from(accounts.values(), (account) => ({ ...account, ref: refOf(account) })));
}

async function add(run: Run, people: People, item: ServiceAccountState, path: Path): Promise<ServiceAccount> {
  const { tx, organizationId } = run;
  const moment = run.momentOf(item.created_at, item.archived_at);
  const by = (member: 'created_by' | 'updated_by' | 'archived_by') =>
    creatorOf(run, people, item[member], [...path, member]);
  const made = makeAccount(item, moment, by('created_by'));
  const account: ServiceAccount = {
    ...made,
    id: run.idOf('svac', item, path, moment),
    updated_at: run.timeOf(item.updated_at) ?? made.updated_at,
    updated_by_actor_id: by('updated_by'),
    archived_at: run.timeOf(item.archived_at) ?? null,
    archived_by_actor_id: by('archived_by'),
  };
  insertAccount(tx, organizationId, account, JSON.stringify(account));
  const activities: Activity[] = [
    { type: 'platform_service_account_created', service_account_id: account.id },
  ];
  if (account.archived_at !== null) {
    activities.push({ type: 'platform_service_account_archived', service_account_id: account.id });
  }
  run.tell('added', { activities });
  await run.mark('service_accounts', account.id, item);
  return account;
}

async function change(
  run: Run,
  people: People,
  item: ServiceAccountState,
  path: Path,
  before: ServiceAccount,
): Promise<ServiceAccount> {
  const { id } = before;
  run.requireSame([...path, 'name'], item.name, before.name);
  run.requireSame([...path, 'created_at'], run.timeOf(item.created_at), before.created_at);
  const description = item.description ?? before.description;
  const organization_role = item.organization_role ?? before.organization_role;
  const updates = [
    ...updated('description', before.description, description),
    ...updated('organization_role', before.organization_role, organization_role),
  ];
  const isArchived = before.archived_at !== null;
  if (isArchived && (updates.length > 0 || item.archived_at === undefined)) {
    run.refuse(path, `is archived, and can’t be changed: ${id}`);
    return before;
  }
  const by = (member: 'updated_by' | 'archived_by') =>
    creatorOf(run, people, item[member], [...path, member]);
  let account = before;
  if (updates.length > 0) {
    const updated_at = run.timeOf(item.updated_at) ?? run.at;
    account = {
      ...before,
      description,
      organization_role,
      updated_at,
      updated_by_actor_id: by('updated_by'),
    };
    await replaceAccount(run.tx, run.organizationId, account, JSON.stringify(account));
  }
  const isMarked = await run.mark('service_accounts', id, item);
  if (updates.length > 0 || isMarked) {
    const type = 'platform_service_account_updated';
    run.tell('changed', {
      activities: updates.length > 0 ? [{ type, service_account_id: id, updates }] : [],
    });
  }
  if (isArchived || item.archived_at === undefined) return account;
  const at = run.timeOf(item.archived_at);
  run.requireLater([...path, 'archived_at'], at, before.created_at);
  return archive(run, account, { at, by: by('archived_by') });
}

async function archive(
  run: Run,
  before: ServiceAccount,
  { at, by }: { at: string; by: string | null },
): Promise<ServiceAccount> {
  const { tx, organizationId } = run;
  const account = { ...before, archived_at: at, archived_by_actor_id: by };
  await replaceAccount(tx, organizationId, account, JSON.stringify(account));
  run.tell('removed', {
    activities: [{ type: 'platform_service_account_archived', service_account_id: account.id }],
    cascaded: archivedKeys(await archiveKeysOfServiceAccount(tx, organizationId, account.id)),
  });
  return account;
}
