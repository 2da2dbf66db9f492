import type { RecordActivities } from '../../call.ts';
import { firstIdAt } from '../../contract/id.ts';
import { raiseFeedSince } from '../compliance-settings/store.ts';
import { recordActivities } from './record.ts';
import { deleteBefore } from './store.ts';

const day = 86_400_000_000;
/** How long nothing is looked for after everything old was dropped, in microseconds. */
const pause = 60_000_000;
/** Activities that one write drops at most. */
const most = 100;
const mostRemembered = 10_000;

/** Records activities, and drops a few of those that are older than so many days with writes that happen anyway. */
export function recordAndDrop(days: number): RecordActivities {
  const nextLook = new Map<string, number>();
  return async (tx, organizationId, actor, change) => {
    await recordActivities(tx, organizationId, actor, change);
    if (tx.moment < (nextLook.get(organizationId) ?? 0)) return;
    const oldest = tx.moment - days * day;
    const dropped = await deleteBefore(tx, organizationId, firstIdAt('activity', oldest), most);
    if (dropped > 0) await raiseFeedSince(tx, organizationId, oldest);
    if (dropped === most) return;
    if (nextLook.size >= mostRemembered) nextLook.clear();
    nextLook.set(organizationId, tx.moment + pause);
  };
}
