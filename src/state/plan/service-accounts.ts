import type { ServiceAccountState } from '../document.ts';
import { changesOf, type Draft, type Id } from './draft.ts';

const makes = (name: string) => `service_accounts/${name}`;
const isLive = ({ archived_at }: ServiceAccountState) => archived_at === undefined;

/** The ID of the service account that the document refers to by name, ref or ID; undefined if there is none. */
export function accountId(reference: string, { accounts }: Draft): Id | undefined {
  const meant = accounts.wanted.find(reference);
  const found = accounts.live.find(meant?.id ?? meant?.name ?? reference);
  if (found?.id !== undefined && (isLive(found) || found.id === (meant?.id ?? reference))) return found.id;
  return meant && isLive(meant) ? { made: makes(meant.name) } : undefined;
}

/** Plans which service accounts are created, changed and archived. */
export function planServiceAccounts(draft: Draft) {
  const { wanted, live } = draft;
  if (wanted.service_accounts === undefined) return;
  if (live.service_accounts === undefined) {
    return draft.fault(['service_accounts'], 'service accounts can’t be read on this server with this key');
  }
  const kept = new Set<ServiceAccountState>();
  for (const [index, account] of wanted.service_accounts.entries()) {
    const found = live.service_accounts.find((each) =>
      account.id === undefined ? isLive(each) && each.name === account.name : each.id === account.id,
    );
    if (found !== undefined) kept.add(found);
    planOne(account, found, ['service_accounts', index], draft);
  }
  for (const account of live.service_accounts) {
    if (isLive(account) && !kept.has(account)) archive(account, draft);
  }
}

function planOne(
  account: ServiceAccountState,
  live: ServiceAccountState | undefined,
  path: (string | number)[],
  draft: Draft,
) {
  const { name, description, organization_role } = account;
  const identity = name;
  if (live === undefined) {
    if (!isLive(account)) return;
    if (account.id !== undefined)
      return draft.fault([...path, 'id'], `no service account has the ID ${account.id}`);
    const [changes, body] = [
      changesOf({ description, organization_role }, {}),
      { name, description, organization_role },
    ];
    const request = { operation: 'service_accounts.create', body };
    const object = 'service account';
    return void draft.changes.push({
      verb: 'create',
      object,
      identity,
      changes,
      request,
      makes: makes(name),
    });
  }
  if (isLive(account) && !isLive(live)) {
    return draft.fault([...path, 'archived_at'], `${name} is archived, which can’t be undone`);
  }
  if (!isLive(live)) return;
  if (!isLive(account)) return archive(live, draft);
  if (live.name !== name) return draft.fault([...path, 'name'], `it is ${live.name}, and can’t be renamed`);
  const changes = changesOf({ description, organization_role }, { description: '', ...live });
  const body = Object.fromEntries(changes.map(({ member, to }) => [member, to]));
  const request = {
    operation: 'service_accounts.update',
    params: { service_account_id: live.id ?? '' },
    body,
  };
  draft.update({ object: 'service account', identity, changes, request });
}

function archive({ id = '', name }: ServiceAccountState, draft: Draft) {
  const request = { operation: 'service_accounts.archive', params: { service_account_id: id } };
  draft.remove({ verb: 'archive', object: 'service account', identity: name, request });
}
