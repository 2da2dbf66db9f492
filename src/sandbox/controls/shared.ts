import { Type } from 'typebox';
import { parseIsoDuration, parseShortDuration } from '../../contract/duration.ts';
import { ApiError, invalid } from '../../contract/errors.ts';

/** The path of the controls of one organization. */
export const one = '/x/sandbox/organizations/{organization_id}';

/** The ID in the path of such a control. */
export const idOf = ({ params }: { params: Readonly<Record<string, string>> }) =>
  params.organization_id as string;

/** The name of a snapshot. */
export const snapshotName = Type.String({
  pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$',
  description: 'Letters, digits, _, . and -.',
});

/** Seconds of a duration such as `1h` or `PT1H`; throws 400 for any other text. */
export function secondsOf(text: string, path: string): number {
  const seconds = parseShortDuration(text) ?? parseIsoDuration(text);
  if (seconds === undefined) throw invalid(path, "should be a duration such as '1h' or 'PT1H'");
  return seconds;
}

/** 404 for a snapshot. */
export const noSnapshot = (name: string) =>
  new ApiError('not_found_error', `There is no snapshot ${name} of this organization.`);
