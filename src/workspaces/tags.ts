import { invalid } from '../contract/errors.ts';
import type { Workspace, WorkspaceLimits } from './contract.ts';

const bytesOf = (tags: Workspace['tags']) => Buffer.byteLength(JSON.stringify(tags));

/** Throws 400 where there are too many tags, or they take too many bytes, and more than `before`. */
export function checkTags(
  tags: Workspace['tags'],
  limits: WorkspaceLimits,
  before: Workspace['tags'] = {},
): void {
  const count = Object.keys(tags).length;
  if (count === 0) return;
  if (count > limits.maxTags && count > Object.keys(before).length) {
    throw invalid('tags', `Dictionary should have at most ${limits.maxTags} items`);
  }
  const { tagKeyMaxLength, tagValueMaxLength, tagsMaxBytes } = limits;
  // No character takes more than six bytes, `\u0001` say: few tags needn't be measured.
  if (count * 6 * (tagKeyMaxLength + tagValueMaxLength + 1) <= tagsMaxBytes) return;
  const bytes = bytesOf(tags);
  if (bytes > tagsMaxBytes && bytes > bytesOf(before)) {
    throw invalid('tags', `Dictionary should take at most ${tagsMaxBytes} bytes as JSON`);
  }
}
