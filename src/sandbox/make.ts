import { randomUUID } from 'node:crypto';
import { operator, recordActivities } from '../api/activities/record.ts';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { createdKey } from '../api/admin-keys/rotate.ts';
import { foundWithin } from '../api/organizations/found.ts';
import { makeWorkspace } from '../api/workspaces/make.ts';
import { timestamp } from '../contract/clock.ts';
import { parseMoment } from '../contract/moment.ts';
import type { Transaction } from '../db/database.ts';
import { type OrganizationRows, readRows, replaceRows, withoutSecrets } from '../db/organization-rows.ts';
import type { OrganizationState } from '../state/document.ts';
import { foundFromState } from '../state/import.ts';
import { rowsOf } from './reset.ts';
import { importOptions, type Sandbox } from './sandbox.ts';
import * as store from './store.ts';

/** How an organization is made. */
export interface Wish {
  name?: string;
  /** `seed`, `empty` or `snapshot:NAME`. */
  from?: string;
  /** What it begins with instead; it is valid. */
  document?: OrganizationState;
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

/**
 * Makes an organization for a test in one transaction. Going back to its seed is going back to how it was made. Throws a
 * StateFault if the document can’t be imported.
 */
export async function makeOrganization(sandbox: Sandbox, wish: Wish): Promise<Made> {
  const { db, settings, now } = sandbox.tools;
  const { from = 'empty', document, name = document?.name ?? 'Test', workspace_limit = null } = wish;
  const [id, adminKey] = [randomUUID(), newAdminKey()];
  const other = from === 'empty' ? '' : (wish.of ?? (await store.firstOrganization(db)) ?? '');
  const beginning = document ?? (from === 'seed' ? sandbox.beginningOf(other) : {});
  const made = await db.transaction(id, async (tx) => {
    if (beginning.clock !== undefined) tx.rewind(parseMoment(beginning.clock) ?? tx.moment);
    if (document === undefined) {
      const row = { id, name, created_at: timestamp(tx.moment), workspace_limit, active_workspaces: 0 };
      await foundWithin(tx, row, makeWorkspace({ name: 'Default' }, settings, tx.moment));
    } else await foundFromState(tx, id, { ...document, name }, importOptions(sandbox));
    const key = await addAdminKey(tx, id, adminKey, { name: 'Test', now: tx.moment, expiresAt: null });
    await recordActivities(tx, id, operator, { activities: [createdKey(key)] });
    await store.insertMade(tx, id, wish.expiresAt);
    const rows =
      other === '' ? await readRows(tx, id) : await begin(tx, id, await rowsOf(tx, other, from), wish);
    await store.keepSnapshot(tx, id, store.seedSnapshot, timestamp(now()), rows);
    return rows.organizations?.[0]?.name as string;
  });
  sandbox.endAt(id, wish.expiresAt);
  if (document !== undefined || from !== 'empty') await sandbox.plant(id, beginning, true);
  return { id, name: made, adminKey };
}

/** Gives a new organization the rows of another one, under its own name, and returns them. */
async function begin(
  tx: Transaction,
  id: string,
  rows: OrganizationRows,
  { name, workspace_limit }: Wish,
): Promise<OrganizationRows> {
  const own = { ...(name && { name }), ...(workspace_limit !== undefined && { workspace_limit }) };
  const organizations = (rows.organizations ?? []).map((row) => ({ ...row, ...own }));
  const theirs = { ...withoutSecrets(rows), organizations };
  await replaceRows(tx, id, theirs);
  return theirs;
}
