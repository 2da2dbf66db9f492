import { ApiError } from '../contract/errors.ts';
import type { Reads } from '../db/database.ts';
import { emptied, type OrganizationRows, readRows, replaceRows } from '../db/organization-rows.ts';
import type { Sandbox } from './sandbox.ts';
import * as store from './store.ts';

/** A state of an organization that can be gone back to: `seed`, `empty` or `snapshot:NAME`. */
export const statePattern = '^(seed|empty|snapshot:.{1,100})$';

/** The rows of a state; throws 404 for an unknown snapshot. The seed of an organization that has none is empty. */
export async function rowsOf(db: Reads, organizationId: string, state: string): Promise<OrganizationRows> {
  if (state === 'empty') return emptied(await readRows(db, organizationId));
  if (state === 'seed') {
    const seed = await store.readSnapshot(db, organizationId, store.seedSnapshot);
    return seed ?? rowsOf(db, organizationId, 'empty');
  }
  const name = state.slice('snapshot:'.length);
  const rows = name === store.seedSnapshot ? undefined : await store.readSnapshot(db, organizationId, name);
  if (rows === undefined) throw noSnapshot(name);
  return rows;
}

/** 404 for a snapshot. */
export const noSnapshot = (name: string) =>
  new ApiError('not_found_error', `There is no snapshot ${name} of this organization.`);

/**
 * Brings an organization back to a state, and forgets everything else about it: faults, delays, the clock, the request log
 * and what was kept for retries. Its ID and its keys stay. Requests in flight end before it, or come after it.
 */
export async function resetTo(sandbox: Sandbox, organizationId: string, state: string): Promise<void> {
  const isToSeed = state === 'seed';
  const shift = isToSeed ? sandbox.seedShift(organizationId) : undefined;
  await sandbox.tools.db.transaction(organizationId, async (tx) => {
    await replaceRows(tx, organizationId, await rowsOf(tx, organizationId, state));
    await store.keepShift(tx, organizationId, shift === undefined ? null : JSON.stringify(shift));
    tx.rewind(sandbox.clocks.at(shift));
    // Before the commit, so that nobody sees the new rows at the old time.
    await sandbox.reset(tx, organizationId, isToSeed, shift);
  });
}
