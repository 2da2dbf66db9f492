import { invalid } from './errors.ts';

/** The errors of a list with cursors that are IDs of this; for the reference. */
export const pageErrors = (what: string) => ({
  limit_out_of_range: {
    when: '`limit` isn’t an integer from 1 to 1000',
    error: invalid('limit', 'Input should be less than or equal to 1000'),
  },
  both_cursors: {
    when: 'both cursors are sent',
    error: invalid('before_id', 'can’t be combined with after_id'),
  },
  unknown_cursor: {
    when: `a cursor isn’t the ID of ${what}`,
    error: invalid('after_id', 'not found in this organization'),
  },
});
