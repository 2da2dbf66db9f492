import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../scripts/root.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The names by which GitHub links to the headings of a page. */
function anchorsOf(page: string): string[] {
  const titles = read(page)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...titles].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('every link between pages works', () => {
  for (const page of globSync(['*.md', 'docs/**/*.md'], { cwd: root })) {
    test(page, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
      const broken = links.filter(([, path, anchor]) => {
        const target = path ? join(dirname(page), path) : page;
        return !existsSync(join(root, target)) || (anchor && !anchorsOf(target).includes(anchor));
      });
      assert.deepEqual(
        broken.map(([link]) => link),
        [],
      );
    });
  }

  test('the index links to every page', () => {
    const index = read('docs/README.md');
    const pages = globSync('docs/**/*.md', { cwd: root }).map((page) => page.slice('docs/'.length));
    assert.deepEqual(
      pages.filter((page) => page !== 'README.md' && !index.includes(`(${page})`)),
      [],
    );
  });
});
