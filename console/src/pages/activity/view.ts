import { typesOf } from '../../feed/types.ts';

/** What the feed shows, according to its address; what is absent isn’t filtered. */
export interface FeedView {
  /** A type of activity, or a group of them. */
  type?: string;
  /** The ID of an admin key or user. */
  actor?: string;
  /** The first and the last day, in UTC. */
  from?: string;
  to?: string;
  after_id?: string;
  before_id?: string;
}

/** Changes the address; what isn’t named stays. */
export type ChangeFeed = (change: { [key in keyof FeedView]?: string | undefined }) => void;

/** Whether the view leaves anything out. */
export const isFiltered = ({ type, actor, from, to }: FeedView): boolean =>
  Boolean(type || actor || from || to);

/** The query that finds what the view shows, on all pages. */
export function queryOf({ type, actor, from, to }: FeedView) {
  return {
    ...(type && { 'activity_types[]': typesOf(type) }),
    ...(actor && { 'actor_ids[]': [actor] }),
    ...(from && { 'created_at.gte': from }),
    ...(to && { 'created_at.lt': dayAfter(to) }),
  };
}

/** The day after a date; anything else stays as it is, so that the server can say what is wrong with it. */
function dayAfter(date: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? date : new Date(time + 86_400_000).toISOString().slice(0, 10);
}
