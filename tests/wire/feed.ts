import assert from 'node:assert/strict';
import { type Caller, type Query, queryString } from './caller.ts';
import type { Answer } from './http.ts';

/** The feed’s path. */
export const feed = '/v1/compliance/activities';
/** The path of the feed’s settings. */
export const feedSettings = '/v1/organizations/compliance_settings';

export interface Activity {
  id: string;
  type: string;
  created_at: string;
  organization_id: string;
  organization_uuid: string;
  actor: Record<string, unknown>;
  [member: string]: unknown;
}

export interface FeedPage {
  data: Activity[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

/** The page of a successful answer, its members consistent with each other. */
export function feedPageOf({ status, text, body }: Answer): FeedPage {
  assert.equal(status, 200, text.slice(0, 300));
  const page = body as FeedPage;
  assert.deepEqual(Object.keys(page), ['data', 'has_more', 'first_id', 'last_id']);
  assert.equal(page.first_id, page.data.at(0)?.id ?? null);
  assert.equal(page.last_id, page.data.at(-1)?.id ?? null);
  return page;
}

/** One page of a caller’s feed. */
export const feedPage = async (caller: Caller, query: Query = {}) =>
  feedPageOf(await caller.get(feed + queryString(query)));

/** Everything in a caller’s feed that a query finds, page after page in the direction of its cursor. */
export async function wholeFeed(caller: Caller, query: Query = {}): Promise<Activity[]> {
  const all: Activity[] = [];
  for (let cursor: Query = {}; ; ) {
    const { data, has_more, first_id, last_id } = await feedPage(caller, { ...query, ...cursor });
    if (query.before_id) all.unshift(...data);
    else all.push(...data);
    if (!has_more) return all;
    cursor = query.before_id ? { before_id: first_id ?? '' } : { after_id: last_id ?? '' };
  }
}

/** What was added to a caller’s feed after an activity, oldest first. */
export const feedAfter = (caller: Caller, id: string | undefined) =>
  wholeFeed(caller, { order: 'asc', limit: 5000, ...(id !== undefined && { after_id: id }) });

/** The id of the newest activity, if there is one. */
export const newestActivity = async (caller: Caller) => (await feedPage(caller, { limit: 1 })).data[0]?.id;

/** An activity without what every activity has. */
export function membersOf({
  id: _id,
  created_at: _at,
  organization_id: _short,
  organization_uuid: _uuid,
  actor: _actor,
  ...members
}: Activity) {
  return members;
}
