import { operator, recordActivities } from '../api/activities/record.ts';
import type { Change } from '../call.ts';
import type { Transaction } from '../db/database.ts';

/** Adds to the feed what a command did, in its transaction. */
export const record = (
  tx: Transaction,
  organizationId: string,
  change: Pick<Change, 'activities' | 'cascaded'>,
) => recordActivities(tx, organizationId, operator, change);
