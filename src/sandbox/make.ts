import { randomUUID } from 'node:crypto';
import { operator, recordActivities } from '../api/activities/record.ts';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { createdKey } from '../api/admin-keys/rotate.ts';
import { insertWithDefault } from '../api/organizations/found.ts';
import { timestamp } from '../contract/clock.ts';
import { ApiError } from '../contract/errors.ts';
import type { Transaction } from '../db/database.ts';
import { readRows, replaceRows, withoutSecrets } from '../db/organization-rows.ts';
import { rowsOf } from './reset.ts';
import type { Sandbox } from './sandbox.ts';
import * as store from './store.ts';

/** How an organization is made. */
export interface Wish {
  name?: string;
  /** `seed`, `empty` or `snapshot:NAME`. */
  from?: string;
  workspace_limit?: number;
  /** Null if it stays. */
  expiresAt: string | null;
  /** The organization whose seed or snapshot it begins with; by default the first one. */
  of: string | undefined;
}

/** An organization for a test, and its key. */
export interface Made {
  id: string;
  name: string;
  adminKey: string;
}

/** Makes an organization for a test in one transaction. Going back to its seed is going back to how it was made. */
export async function makeOrganization(sandbox: Sandbox, wish: Wish): Promise<Made> {
  const { db, settings, now } = sandbox.tools;
  const { from = 'empty', name = 'Test', workspace_limit = null } = wish;
  const [id, adminKey] = [randomUUID(), newAdminKey()];
  await db.transaction(id, async (tx) => {
    const created_at = timestamp(now());
    const row = { id, name, created_at, workspace_limit, active_workspaces: 0 };
    await insertWithDefault(tx, { now, limits: settings }, row);
    const key = await addAdminKey(tx, id, adminKey, { name: 'Test', now: now(), expiresAt: null });
    await recordActivities(tx, id, operator, { activities: [createdKey(key)] });
    await store.insertMade(tx, id, wish.expiresAt);
    if (from !== 'empty') await begin(tx, id, from, wish);
    await store.keepSnapshot(tx, id, store.seedSnapshot, created_at, await readRows(tx, id));
  });
  sandbox.endAt(id, wish.expiresAt);
  if (from !== 'empty') await sandbox.readPins(id);
  return { id, name, adminKey };
}

/** Gives a new organization the state of another one, under its own name. */
async function begin(
  tx: Transaction,
  id: string,
  from: string,
  { name, workspace_limit, of }: Wish,
): Promise<void> {
  const other = of ?? (await store.firstOrganization(tx));
  if (other === undefined)
    throw new ApiError('invalid_request_error', 'There is no organization to begin from.');
  const rows = withoutSecrets(await rowsOf(tx, other, from));
  const own = { ...(name && { name }), ...(workspace_limit !== undefined && { workspace_limit }) };
  const organizations = (rows.organizations ?? []).map((row) => ({ ...row, ...own }));
  await replaceRows(tx, id, { ...rows, organizations });
}
