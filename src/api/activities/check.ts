import { timestamp } from '../../contract/clock.ts';
import { firstIdAt } from '../../contract/id.ts';
import type { Reads } from '../../db/database.ts';
import { type Facts, fold, type Told } from './fold.ts';
import { type Present, readPresent } from './present.ts';
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
  const told: Told = { objects: new Map(), invitations: new Map(), contradictions: [] };
  for await (const activity of readFeed(db, organizationId, firstIdAt('activity', since)))
    fold(told, activity);
  const { objects, contradictions: complaints } = told;
  const recorded = timestamp(since === 0 ? 0 : since + slack);
  const stored = new Set<string>();
  for await (const present of readPresent(db, organizationId)) {
    const { name, after, facts, made, ended } = present;
    const known = objects.get(name)?.facts ?? {};
    // A user who is back may have been a member before the feed began.
    const follows = facts.status !== 'gone' && after.some((each) => objects.get(each)?.isMade);
    if ((follows || made >= recorded) && !isMadeIn(told, present))
      complaints.push(`the feed does not say that ${name} was made`);
    if (ended >= recorded && known.status === undefined)
      complaints.push(`the feed does not say that ${name} is ${facts.status}`);
    complaints.push(...differences(name, facts, known));
    stored.add(name);
  }
  for (const [name, { facts }] of objects) {
    if (!stored.has(name) && facts.status !== 'gone' && facts.status !== undefined)
      complaints.push(`${name} is in the feed but does not exist`);
  }
  return complaints;
}

/** Whether it is told that an object was made; each invite uses up an activity that tells of one to its address. */
function isMadeIn({ objects, invitations }: Told, { name, invitation }: Present): boolean {
  if (invitation === undefined) return objects.get(name)?.isMade === true;
  const left = invitations.get(invitation) ?? 0;
  invitations.set(invitation, left - 1);
  return left > 0;
}

function differences(name: string, facts: Facts, told: Facts): string[] {
  return Object.entries(told)
    .filter(([fact, value]) => facts[fact] !== value)
    .map(([fact, value]) => `${name} has ${fact} ${facts[fact] ?? null} and the feed says ${value}`);
}
