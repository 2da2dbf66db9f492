import type { Handlers, ReadCall, WriteCall } from '../../call.ts';
import { existingAccount, existingWorkspace } from '../existing.ts';
import { tokenPage } from '../pages.ts';
import { findDefaultId } from '../workspaces/store.ts';
import type { ServiceAccountMemberOperations, ServiceAccountWorkspaceOperations } from './contract.ts';
import {
  add,
  implicitMember,
  notMember,
  remove,
  requireLiveWorkspace,
  type Sides,
  update,
} from './memberships.ts';
import * as store from './store.ts';

/** The handlers of the operations on the service accounts of a workspace. */
export const serviceAccountMemberHandlers: Handlers<ServiceAccountMemberOperations> = {
  async add({ params, body }, call) {
    return add(call, await sidesOf({ ...params, ...body }, call), body.workspace_role);
  },

  async list({ params, query }, call) {
    const workspace = await existingWorkspace(params.workspace_id, call);
    requireLiveWorkspace(workspace);
    return tokenPage(call, store.ofWorkspace, query, { of: [call.organizationId, workspace.id] });
  },

  async retrieve({ params }, call) {
    const { workspace, account } = await sidesOf(params, call);
    requireLiveWorkspace(workspace);
    if (account.archived_at !== null) throw notMember();
    const stored = await store.findMember(call.db, call.organizationId, params);
    if (stored !== undefined) return stored;
    if (workspace.is_default === 0) throw notMember();
    return JSON.stringify(implicitMember(account.id, workspace.id));
  },

  async update({ params, body }, call) {
    return update(call, await sidesOf(params, call), body.workspace_role);
  },

  async remove({ params }, call) {
    const sides = await sidesOf(params, call);
    requireLiveWorkspace(sides.workspace);
    return remove(call, sides);
  },
};

/** The handlers of the operations on the workspaces of a service account. */
export const serviceAccountWorkspaceHandlers: Handlers<ServiceAccountWorkspaceOperations> = {
  async add({ params, body }, call) {
    return add(call, await sidesOf({ ...params, ...body }, call), body.workspace_role);
  },

  async list({ params, query }, call) {
    const account = await existingAccount(params.service_account_id, call);
    if (account.archived_at !== null) return '{"data":[],"next_page":null}';
    const asked = { of: [call.organizationId, account.id] };
    return tokenPage(call, store.ofAccount, query, asked, await implicitOf(account.id, call));
  },

  async remove({ params }, call) {
    return remove(call, await sidesOf(params, call));
  },
};

async function sidesOf(pair: store.Pair, call: ReadCall | WriteCall): Promise<Sides> {
  const workspace = await existingWorkspace(pair.workspace_id, call);
  return { workspace, account: await existingAccount(pair.service_account_id, call) };
}

/** The text of the account’s membership of the default workspace, if it is implicit. */
async function implicitOf(accountId: string, { db, organizationId }: ReadCall): Promise<string[]> {
  const defaultId = (await findDefaultId(db, organizationId)) ?? '';
  const pair = { service_account_id: accountId, workspace_id: defaultId };
  const explicit = await store.findMember(db, organizationId, pair);
  return explicit === undefined ? [JSON.stringify(implicitMember(accountId, defaultId))] : [];
}
