import { recordActivities } from '../api/activities/record.ts';
import type { Change } from '../call.ts';
import type { Actor } from '../contract/activity.ts';
import type { Transaction } from '../db/database.ts';

const cli: Actor = { type: 'system_actor', service: 'cli' };

/** Adds to the feed what a command did, in its transaction. */
export const record = (
  tx: Transaction,
  organizationId: string,
  change: Pick<Change, 'activities' | 'cascaded'>,
) => recordActivities(tx, organizationId, cli, change);
