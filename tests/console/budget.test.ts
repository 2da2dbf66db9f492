import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, ensureBuild } from './browser.ts';
import { startFixture } from './fixture.ts';

const budget = 150 * 1024;

describe('the build', () => {
  before(ensureBuild);

  test('requests nothing from other hosts, and has no inline scripts or styles', () => {
    const page = readFileSync(join(build, 'index.html'), 'utf8');
    assert.doesNotMatch(page, /<style|style=|<script(?![^>]*\bsrc=)|https?:/);
    for (const name of readdirSync(join(build, 'assets')).filter((file) => file.endsWith('.css'))) {
      assert.doesNotMatch(readFileSync(join(build, 'assets', name), 'utf8'), /@import|url\(|https?:/);
    }
  });

  for (const path of ['/', '/workspaces']) {
    test(`its first view of ${path} loads at most 150 KB of compressed JavaScript`, async (context) => {
      await using fixture = await startFixture();
      await fixture.createMany(1);
      const page = await fixture.open(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Workspace 0').waitFor();
      const scripts: string[] = await page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
      );
      const sizes = [...new Set(scripts)].map((address) => {
        const file = join(build, 'assets', new URL(address).pathname.split('/').at(-1) ?? '');
        return gzipSync(readFileSync(file), { level: 9 }).length;
      });
      const total = sizes.reduce((sum, size) => sum + size, 0);
      context.diagnostic(`${total} bytes in ${sizes.length} scripts`);
      assert.ok(sizes.length >= 2);
      assert.ok(total <= budget, `${total} bytes of ${budget}`);
    });
  }
});
