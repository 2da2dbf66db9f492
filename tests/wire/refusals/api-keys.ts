import { Caller } from '../caller.ts';
import { startServer } from '../harness.ts';
import type { Answer } from '../http.ts';
import { unknownId } from '../shapes.ts';
import { as, type Furnish, type Refuse } from './fixture.ts';

const collection = '/v1/organizations/api_keys';
const creation = '/x/v1/organizations/api_keys';
const accounts = '/v1/organizations/service_accounts';
const idOf = ({ body }: Answer) => (body as { id: string }).id;
const scopeOf = (workspace_id: string) => ({ type: 'workspace', workspace_id });
const asUser = (user_id: string) => ({ type: 'user_actor', user_id });
const asAccount = (service_account_id: string) => ({ type: 'service_account_actor', service_account_id });

/** The errors of the operations on API keys. */
export const furnishApiKeys: Furnish = async (server, caller) => {
  const org = ['--org', caller.organizationId ?? ''];
  const user = await server.admin<{ id: string }>('users', 'add', ...org, '--email', 'refused@example.com');
  const create = async (fields: object = {}) =>
    idOf(await caller.post(creation, { name: 'Refused', ...fields }));
  const account = async () => idOf(await caller.post(accounts, { name: `refused-${crypto.randomUUID()}` }));
  const [id, inactive, archived] = [await create(), await create(), await create()];
  const expired = await create({ expires_at: new Date(Date.now() + 100).toISOString() });
  await caller.post(`${collection}/${inactive}`, { status: 'inactive' });
  await caller.post(`${collection}/${archived}`, { status: 'archived' });
  const [live, ended] = [await account(), await account()];
  await caller.post(`${accounts}/${ended}/archive`);
  const workspace = await caller.create();
  const former = await caller.archive((await caller.create()).id);
  const limited = (setting: string, value: number) =>
    startServer({ [setting]: value }, server.database).then(({ url }) => new Caller(url, caller.key));
  // By the time that these have started, the key has expired.
  const [full, filled, brief] = [
    await limited('org-api-key-limit', 1),
    await limited('workspace-api-key-limit', 1),
    await limited('max-key-lifetime', 90),
  ];
  /** Makes one more key active, by either operation. */
  const oneMore =
    (by: Caller): Refuse =>
    (_send, target) =>
      as(by, {
        ...target.at({ api_key_id: inactive }),
        body: target.operationId === 'api_keys.create' ? target.body : { status: 'active' },
      });
  const at =
    (key: string, body: object): Refuse =>
    (_send, target) =>
      as(caller, { ...target.at({ api_key_id: key }), body });
  return {
    params: { api_key_id: id },
    bodies: {
      'api_keys.create': { name: 'Refused' },
      'api_keys.introspect': { api_key_sha256: '0'.repeat(64) },
    },
    refusals: {
      not_found: at('apikey_01JwQvzr7rXLA5AGx3HKfFUJ', {}),
      scope_without_workspace: (send) => send({ scope: { type: 'workspace' } }),
      no_principal: (send) => send({ scope: { type: 'organization' } }),
      unknown_workspace: (send) => send({ scope: scopeOf(unknownId) }),
      workspace_archived: (send) => send({ scope: scopeOf(former.id) }),
      unknown_user: (send) => send({ principal: asUser('user_none') }),
      user_without_access: (send) => send({ principal: asUser(user.id), scope: scopeOf(workspace.id) }),
      unknown_account: (send) => send({ principal: asAccount('svac_none') }),
      account_archived: (send) => send({ principal: asAccount(ended) }),
      account_without_access: (send) => send({ principal: asAccount(live), scope: scopeOf(workspace.id) }),
      bad_bound: (send) => send(undefined, {}, '?expires_before=tomorrow'),
      bad_expiry: (send) => send({ expires_at: 'tomorrow' }),
      past_expiry: (send) => send({ expires_at: '2020-01-01T00:00:00Z' }),
      late_expiry: (_send, target) =>
        as(brief, { ...target, body: { ...target.body, expires_at: '2099-01-01T00:00:00Z' } }),
      org_limit_reached: oneMore(full),
      workspace_limit_reached: oneMore(filled),
      unknown_status: (send, { method }) =>
        method === 'GET' ? send(undefined, {}, '?status=deleted') : send({ status: 'expired' }),
      archived: at(archived, { status: 'active' }),
      expired: at(expired, { status: 'active' }),
      no_key: (_send, target) => as(caller, { ...target, body: {} }),
      both_keys: (send) => send({ api_key: 'sk-ant-api03-x' }),
      not_a_hash: (send) => send({ api_key_sha256: 'x' }),
    },
  };
};
