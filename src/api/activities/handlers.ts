import type { Handlers } from '../../call.ts';
import { ApiError, invalid } from '../../contract/errors.ts';
import { isId, organizationIdOf } from '../../contract/id.ts';
import type { Input } from '../../contract/operation.ts';
import { pageText } from '../../contract/page.ts';
import { findFeedSince } from '../compliance-settings/store.ts';
import { boundsOf } from './bounds.ts';
import type { ActivityOperations } from './contract.ts';
import { findActivities, type Search } from './find.ts';

/** What the operations of the activity feed need. */
export interface ActivityTools {
  /** Maximum size of a page in bytes. */
  pageMaxBytes: number;
}

type Query = Input<ActivityOperations['list']>['query'];

/** The size of a page besides its activities, in bytes. */
const frame = 200;

/** The handlers of the operations of the activity feed. */
export function activityHandlers({ pageMaxBytes }: ActivityTools): Handlers<ActivityOperations> {
  return {
    async list({ query }, call) {
      const search = searchOf(query);
      if ((await findFeedSince(call.db, call.organizationId)) === null) {
        throw new ApiError('invalid_request_error', 'Compliance API is not enabled for this organization');
      }
      if (!isAbout(call.organizationId, query['organization_ids[]'])) return pageText([], false);
      const { rows, more } = await findActivities(call, search, pageMaxBytes - frame);
      if (query.before_id !== undefined) rows.reverse();
      return pageText(rows, more);
    },
  };
}

/** What a query asks for; throws 400 for what its schema can’t refuse. */
function searchOf(query: Query): Search {
  const [types, otherTypes] = [query['activity_types[]'], query['exclude_activity_types[]']];
  if (types.length > 0 && otherTypes.length > 0) {
    throw invalid('exclude_activity_types[]', 'can’t be combined with activity_types[]');
  }
  const { least, most } = boundsOf(query);
  const cursor = cursorOf(query);
  const ascending = (query.order === 'asc') !== (query.before_id !== undefined);
  return {
    limit: query.limit,
    ascending,
    from: ascending ? highest(cursor, least) : lowest(cursor, most),
    until: ascending ? most : least,
    filters: { types, otherTypes, actors: [...new Set([...query['actor_ids[]'], ...query['user_ids[]']])] },
  };
}

function cursorOf({ after_id, before_id }: Query): string | undefined {
  if (after_id !== undefined && before_id !== undefined) {
    throw invalid('before_id', 'can’t be combined with after_id');
  }
  const id = after_id ?? before_id;
  if (id !== undefined && !isId('activity', id)) {
    throw new ApiError('invalid_request_error', `Invalid activity_id format: '${id}'`);
  }
  return id;
}

const highest = (one: string | undefined, other: string | undefined) =>
  one !== undefined && (other === undefined || one > other) ? one : other;
const lowest = (one: string | undefined, other: string | undefined) =>
  one !== undefined && (other === undefined || one < other) ? one : other;

/** Whether this organization is one of these, if there are any. */
const isAbout = (uuid: string, ids: readonly string[]) =>
  ids.length === 0 || ids.some((id) => id.toLowerCase() === uuid || id === organizationIdOf(uuid));
