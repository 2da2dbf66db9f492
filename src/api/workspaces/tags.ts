import { invalid } from '../../contract/errors.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import type { Workspace } from './contract.ts';

const bytesOf = (tags: Workspace['tags']) => Buffer.byteLength(JSON.stringify(tags));

/** Throws 400 if there are too many tags or they are too large, and more so than `before`. */
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
  // A character takes at most six bytes, such as `\u0001`, so a few tags don't need to be measured.
  if (count * 6 * (tagKeyMaxLength + tagValueMaxLength + 1) <= tagsMaxBytes) return;
  const bytes = bytesOf(tags);
  if (bytes > tagsMaxBytes && bytes > bytesOf(before)) {
    throw invalid('tags', `Dictionary should take at most ${tagsMaxBytes} bytes as JSON`);
  }
}
