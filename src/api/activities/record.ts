import type { RecordActivities } from '../../call.ts';
import type { Activity, Actor } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { newId, organizationIdOf } from '../../contract/id.ts';
import type { Transaction, Value } from '../../db/database.ts';

/** Rows of one statement: after so many at a time come the rest, one by one. */
const together = [64, 8, 1] as const;

/** Nothing is inserted while the organization’s feed is disabled. */
const statements = Object.fromEntries(together.map((rows) => [rows, insertText(rows)]));

function insertText(rows: number): string {
  const tuple = (row: number) => `($${4 * row + 1}, $${4 * row + 2}, $${4 * row + 3}, $${4 * row + 4})`;
  const tuples = Array.from({ length: rows }, (_each, row) => tuple(row)).join(', ');
  return `INSERT INTO activities (organization_id, id, type, actor_id, doc)
    SELECT organizations.id, column1, column2, column3, column4
    FROM (VALUES ${tuples}) AS activity, organizations
    WHERE organizations.id = $${4 * rows + 1} AND feed_since IS NOT NULL`;
}

const cascade: Actor = { type: 'system_actor', service: 'cascade' };

/** Adds to the feed what a transaction did. The ids are in the order of commits, on all servers. */
export const recordActivities: RecordActivities = async (tx, organizationId, actor, change) => {
  const { activities, cascaded = [] } = change;
  const rows = [
    ...activities.map((activity) => ({ activity, actor })),
    ...cascaded.map((activity) => ({ activity, actor: cascade })),
  ].map((row, index) => rowOf(row.activity, row.actor, organizationId, tx.moment + index));
  if (rows.length > 1) await reserve(tx, organizationId, rows.length - 1);
  for (const size of together) {
    while (rows.length >= size) {
      await tx.run(statements[size] as string, ...rows.splice(0, size).flat(), organizationId);
    }
  }
};

function rowOf(activity: Activity, actor: Actor, uuid: string, moment: number): Value[] {
  const { type, ...members } = activity;
  const id = newId('activity', moment);
  const doc = {
    id,
    type,
    created_at: timestamp(moment),
    organization_id: shortIdOf(uuid),
    organization_uuid: uuid,
    actor,
    ...members,
  };
  return [id, type, actorIdOf(actor), JSON.stringify(doc)];
}

/** What the feed can be filtered by. */
function actorIdOf(actor: Actor): string | null {
  if (actor.type === 'user_actor') return actor.user_id;
  return actor.type === 'admin_api_key_actor' ? actor.admin_api_key_id : null;
}

let last = { uuid: '', id: '' };
function shortIdOf(uuid: string): string {
  if (last.uuid !== uuid) last = { uuid, id: organizationIdOf(uuid) };
  return last.id;
}

/** Keeps the organization's next transaction from the moments that several activities take. */
async function reserve(tx: Transaction, organizationId: string, moments: number): Promise<void> {
  await tx.run('UPDATE organizations SET version = version + $1 WHERE id = $2', moments, organizationId);
}
