import { parseIsoDuration, parseShortDuration } from '../../contract/duration.ts';
import { invalid } from '../../contract/errors.ts';

/** The path of the controls of one organization. */
export const one = '/x/sandbox/organizations/{organization_id}';

/** The ID in the path of such a control. */
export const idOf = ({ params }: { params: Readonly<Record<string, string>> }) =>
  params.organization_id as string;

/** A thousand years, in seconds. */
const longest = 31_557_600_000;

/** Seconds of a duration such as `1h` or `PT1H`; throws 400 for any other text. */
export function secondsOf(text: string, path: string): number {
  const seconds = parseShortDuration(text) ?? parseIsoDuration(text);
  if (seconds === undefined || seconds > longest)
    throw invalid(path, "should be a duration such as '1h' or 'PT1H', of at most a thousand years");
  return seconds;
}
