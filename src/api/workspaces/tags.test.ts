import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits as published } from '../../../tests/limits.ts';
import { checkTags } from './tags.ts';

/** So many tags, with values that take so many bytes each. */
const tagsOf = (count: number, bytes = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'x'.repeat(bytes)]));
const tooMany = /^tags: Dictionary should have at most 3 items$/;
const tooLarge = /^tags: Dictionary should take at most 1024 bytes as JSON$/;

type Tags = Record<string, string>;
const rows: [what: string, before: Tags | undefined, tags: Tags, message?: RegExp][] = [
  ['new ones, as many as may be', undefined, tagsOf(3)],
  ['new ones, one too many', undefined, tagsOf(4), tooMany],
  ['one more than may be', tagsOf(3), tagsOf(4), tooMany],
  ['more than may be and before', tagsOf(5), tagsOf(6), tooMany],
  ['as many as before a limit was lowered', tagsOf(5), tagsOf(5, 2)],
  ['fewer than before, but still too many', tagsOf(5), tagsOf(4)],
  ['new ones that are as large as may be', undefined, tagsOf(1, 1015)],
  ['new ones that are too large', undefined, tagsOf(1, 1016), tooLarge],
  ['ones that are larger than may be and before', tagsOf(2, 600), tagsOf(2, 601), tooLarge],
  ['ones that are as large as before a limit was lowered', tagsOf(2, 600), tagsOf(2, 600)],
  ['ones that are smaller than before, but still too large', tagsOf(2, 600), tagsOf(2, 599)],
];
for (const [what, before, tags, message] of rows) {
  test(`tags: ${what}: ${message === undefined ? 'fine' : 'refused'}`, () => {
    const check = () => checkTags(tags, { ...published, maxTags: 3, tagsMaxBytes: 1024 }, before);
    if (message === undefined) check();
    else assert.throws(check, { message });
  });
}
