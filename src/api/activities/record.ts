import type { RecordActivities } from '../../call.ts';
import type { Activity, Actor } from '../../contract/activity.ts';
import { newId } from '../../contract/id.ts';
import type { Value } from '../../db/database.ts';

/** Rows of one statement. */
const together = [64, 8, 1] as const;
const statements = Object.fromEntries(together.map((rows) => [rows, insertText(rows)]));

function insertText(rows: number): string {
  const tuple = (row: number) => [1, 2, 3, 4, 5].map((column) => `$${5 * row + column}`).join(', ');
  const tuples = Array.from({ length: rows }, (_each, row) => `(${tuple(row)})`);
  return `INSERT INTO activities (organization_id, id, type, actor_id, doc) VALUES ${tuples.join(', ')}`;
}

/** Whoever runs the program on its own machine. */
export const operator: Actor = { type: 'system_actor', service: 'cli' };
const cascade: Actor = { type: 'system_actor', service: 'cascade' };

/** Adds to the feed what a transaction did. The ids are in the order of commits, on all servers. */
export const recordActivities: RecordActivities = async (tx, organizationId, actor, change) => {
  const { activities, cascaded = [] } = change;
  if (!tx.isRecorded && !activities.some(isAboutItself)) return;
  const rows: Value[][] = [];
  const add = (all: readonly Activity[], by: Actor) => {
    for (const each of all) {
      rows.push(rowOf(each, by, organizationId, rows.length === 0 ? tx.moment : tx.tick()));
    }
  };
  add(activities, actor);
  add(cascaded, cascade);
  for (const size of together) {
    while (rows.length >= size) await tx.run(statements[size] as string, ...rows.splice(0, size).flat());
  }
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
