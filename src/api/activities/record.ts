import type { RecordActivities } from '../../call.ts';
import type { Activity, Actor } from '../../contract/activity.ts';
import { newId } from '../../contract/id.ts';
import type { Value } from '../../db/database.ts';

const insert =
  'INSERT INTO activities (organization_id, id, type, actor_id, doc) VALUES ($1, $2, $3, $4, $5)';

/** Whoever runs the program on its own machine. */
export const operator: Actor = { type: 'system_actor', service: 'cli' };
const cascade: Actor = { type: 'system_actor', service: 'cascade' };

/** Adds to the feed what a transaction did. The ids are in the order of commits, on all servers. */
export const recordActivities: RecordActivities = async (tx, organizationId, actor, change) => {
  const { activities, cascaded = [] } = change;
  if (!tx.isRecorded && !activities.some(isAboutItself)) return;
  let isFirst = true;
  const add = (all: readonly Activity[], by: Actor) => {
    for (const each of all) {
      tx.insert(insert, ...rowOf(each, by, organizationId, isFirst ? tx.moment : tx.tick()));
      isFirst = false;
    }
  };
  add(activities, actor);
  add(cascaded, cascade);
};

/** Disabling the feed is the last thing in it. */
const isAboutItself = ({ type }: Activity) => type === 'org_compliance_api_settings_updated';

/** Only what can't be derived from id, type and organization is stored as `doc`. */
function rowOf(
  { type, ...members }: Activity,
  actor: Actor,
  organizationId: string,
  moment: number,
): Value[] {
  const doc = JSON.stringify({ actor, ...members });
  return [organizationId, newId('activity', moment), type, actorIdOf(actor), doc];
}

/** What the feed can be filtered by. */
function actorIdOf(actor: Actor): string | null {
  if (actor.type === 'user_actor') return actor.user_id;
  return actor.type === 'admin_api_key_actor' ? actor.admin_api_key_id : null;
}
