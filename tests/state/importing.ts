import assert from 'node:assert/strict';
import { findUntold } from '../../src/api/activities/check.ts';
import { findMiscounts } from '../../src/api/organizations/store.ts';
import { findMiscountedGeos } from '../../src/api/workspaces/counts.ts';
import { createClock } from '../../src/contract/clock.ts';
import type { Database } from '../../src/db/database.ts';
import { findOrphans } from '../../src/db/orphans.ts';
import type { DocumentOptions } from '../../src/state/import.ts';
import { limits } from '../limits.ts';

const now = createClock();

/** What the operator may do, unless something else is given. */
export const options = (given: Partial<DocumentOptions> = {}): DocumentOptions => ({
  mode: 'merge',
  limits: { ...limits, inviteLifetime: 21 },
  now,
  isSandbox: false,
  literalIds: true,
  env: () => undefined,
  ...given,
});

/** Fails unless references, the counters, and the feed of this organization are as they should be. */
export async function check(db: Database, id: string): Promise<void> {
  assert.deepEqual(await findUntold(db, id), []);
  assert.deepEqual(await findOrphans(db), []);
  assert.deepEqual(await findMiscounts(db), []);
  assert.deepEqual(await findMiscountedGeos(db), []);
}
