import { invalid } from '../../contract/errors.ts';
import { firstIdAt } from '../../contract/id.ts';
import { parseMoment, startOf } from '../../contract/moment.ts';

type Bound = 'created_at.gte' | 'created_at.gt' | 'created_at.lte' | 'created_at.lt';

/** After this, microseconds since 1970 aren’t exact; it is in the year 2255. */
const lastMoment = Number.MAX_SAFE_INTEGER;

/**
 * The bounds of a query as ids, since ids sort by time. No activity has one of these ids, so it makes no difference whether
 * they are part of the range. Throws 400 for what is neither a time nor a date.
 */
export function boundsOf(query: { readonly [bound in Bound]?: string | undefined }): {
  least: string | undefined;
  most: string | undefined;
} {
  const read = (bound: Bound, first: (moment: number) => number) => {
    const text = query[bound];
    if (text === undefined) return [];
    const moment = parseMoment(text) ?? startOf(text);
    if (moment === undefined) throw invalid(bound, 'Input should be a valid datetime or date');
    return [firstIdAt('activity', Math.min(Math.max(0, first(moment)), lastMoment))];
  };
  const after = (moment: number) => Math.floor(moment) + 1;
  const least = [...read('created_at.gte', Math.ceil), ...read('created_at.gt', after)].sort().at(-1);
  const most = [...read('created_at.lte', after), ...read('created_at.lt', Math.ceil)].sort()[0];
  return { least, most };
}
