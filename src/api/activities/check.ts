import { firstIdAt } from '../../contract/id.ts';
import type { Reads } from '../../db/database.ts';
import { type Facted, type Facts, fold } from './fold.ts';
import { readPresent } from './present.ts';
import { readFeed } from './store.ts';

/** Clocks of servers may differ by this much, in microseconds: what was made so soon may not be in the feed. */
const slack = 60_000_000;
const mostAttempts = 3;

/** An organization’s state: its version, and the version from which on its feed is complete, null if disabled. */
interface State {
  version: number;
  feed_since: number | null;
}

const stateOf = (db: Reads, organizationId: string) =>
  db.get<State>('SELECT version, feed_since FROM organizations WHERE id = $1', organizationId);

/**
 * Where an organization’s feed doesn’t tell how things became what they are; there should be no such place. Undefined if
 * the organization is written all the time, so that it can’t be known.
 */
export async function findUntold(db: Reads, organizationId: string): Promise<string[] | undefined> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const before = await stateOf(db, organizationId);
    if (before === undefined || before.feed_since === null) return [];
    const complaints = await compare(db, organizationId, before.feed_since);
    const after = await stateOf(db, organizationId);
    if (after?.version === before.version) return complaints;
  }
  return undefined;
}

async function compare(db: Reads, organizationId: string, since: number): Promise<string[]> {
  const told: Facted = new Map();
  for await (const activity of readFeed(db, organizationId, firstIdAt('activity', since)))
    fold(told, activity);
  const complaints: string[] = [];
  const made = since === 0 ? 0 : since + slack;
  for await (const { name, facts, isTold } of readPresent(db, organizationId, made)) {
    const expected = told.get(name);
    told.delete(name);
    if (expected !== undefined) complaints.push(...differences(name, facts, expected));
    else if (isTold) complaints.push(`${name} is not in the feed`);
  }
  for (const [name, { status }] of told) {
    if (status !== 'gone' && status !== undefined)
      complaints.push(`${name} is in the feed but does not exist`);
  }
  return complaints;
}

function differences(name: string, facts: Facts, told: Facts): string[] {
  return Object.entries(told)
    .filter(([fact, value]) => facts[fact] !== value)
    .map(([fact, value]) => `${name} has ${fact} ${facts[fact] ?? null} and the feed says ${value}`);
}
