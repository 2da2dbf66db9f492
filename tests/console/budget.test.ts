import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, ensureBuild, readAssets } from './browser.ts';
import { startFixture } from './fixture.ts';
import { readRoutes } from './page-routes.ts';

const firstView = 150 * 1024;
const further = 40 * 1024;

/** A script of the build: its size by gzip in bytes, what it imports at once, and what it may load later. */
interface Script {
  size: number;
  imports: string[];
  later: string[];
}

function readScripts(): Map<string, Script> {
  const scripts = [...readAssets()].filter(([name]) => name.endsWith('.js'));
  return new Map(
    scripts.map(([name, text]) => {
      const found = (pattern: RegExp) => [...text.toString().matchAll(pattern)].map(([, file]) => file ?? '');
      const imports = found(/(?:from|import)"\.\/([^"]+\.js)"/g);
      const later = found(/import\([`"]\.\/([^"`]+\.js)[`"]\)/g);
      return [name, { size: gzipSync(text, { level: 9 }).length, imports, later }];
    }),
  );
}

describe('the build', () => {
  const routes = readRoutes();
  let scripts: Map<string, Script>;
  let entry: Set<string>;
  /** A script with all that it imports, and what those import. */
  const closure = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const file of scripts.get(name)?.imports ?? []) closure(file, seen);
    return seen;
  };
  const weight = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + (scripts.get(name)?.size ?? 0), 0);

  before(() => {
    ensureBuild();
    scripts = readScripts();
    const html = readFileSync(join(build, 'index.html'), 'utf8');
    entry = closure(/<script[^>]*src="[^"]*\/([^"/]+\.js)"/.exec(html)?.[1] ?? assert.fail(html));
  });

  test('requests nothing from other hosts, and has no inline scripts or styles', () => {
    const page = readFileSync(join(build, 'index.html'), 'utf8');
    assert.doesNotMatch(page, /<style|style=|<script(?![^>]*\bsrc=)|https?:/);
    for (const [name, text] of readAssets()) {
      if (!name.endsWith('.css')) continue;
      assert.doesNotMatch(text.toString(), /@import|url\((?!["']?\/console\/assets\/[\w-]+\.woff2)|https?:/);
    }
  });

  for (const name of ['overview-page', 'workspaces-page']) {
    test(`the first view of ${name} is at most 150 KB of compressed JavaScript`, (context) => {
      const total = weight(closure(chunk(name), new Set(entry)));
      context.diagnostic(`${total} bytes, ${weight(entry)} of them on every page`);
      assert.ok(entry.size > 1);
      assert.ok(total <= firstView, `${total} bytes of ${firstView}`);
    });
  }

  /** What a script adds to those that are there already, in bytes. */
  const added = (name: string, there: Set<string>) =>
    weight([...closure(name)].filter((file) => !there.has(file)));
  const chunk = (name: string) =>
    [...scripts.keys()].find((each) => each.replace(/-[\w-]{8}\.js$/, '') === name) ?? assert.fail(name);

  test('no page adds more than 40 KB to what every page has, and no form to the page that it belongs to', (context) => {
    const sizes = new Map<string, number>();
    for (const [route, { file }] of routes) {
      if (file === undefined || file === 'components-page') continue;
      const there = new Set(entry);
      for (let at = routes.get(route)?.parent ?? ''; at !== ''; at = routes.get(at)?.parent ?? '') {
        const parent = routes.get(at)?.file;
        if (parent) closure(chunk(parent), there);
      }
      sizes.set(file, added(chunk(file), there));
    }
    const heaviest = [...sizes].sort(([, one], [, other]) => other - one);
    context.diagnostic(`${heaviest.slice(0, 3)}`);
    assert.ok(sizes.size > 28, `${[...sizes.keys()]}`);
    assert.deepEqual(
      heaviest.filter(([, size]) => size > further),
      [],
    );
  });

  test('no menu, sheet or other part adds more than 40 KB to its page', (context) => {
    // A moment after the first view the shell loads its dialogs, whose code those that come later share.
    const dialogs = closure(chunk('help'), new Set(entry));
    const sizes = new Map([[chunk('help'), added(chunk('help'), entry)]]);
    for (const [name, { later }] of scripts) {
      const there = closure(name, new Set(dialogs));
      for (const file of later) sizes.set(file, Math.max(sizes.get(file) ?? 0, added(file, there)));
    }
    for (const { file } of routes.values()) if (file) sizes.delete(chunk(file));
    const heaviest = [...sizes].sort(([, one], [, other]) => other - one);
    context.diagnostic(`${heaviest.slice(0, 3)}`);
    assert.ok(sizes.size > 20, `${[...sizes.keys()]}`);
    assert.deepEqual(
      heaviest.filter(([, size]) => size > further),
      [],
    );
  });

  test('what a first view loads is what was counted', async () => {
    await using fixture = await startFixture();
    await fixture.createMany(1);
    const open = await fixture.open('/workspaces');
    await open.getByText('Workspace 0').waitFor();
    const loaded: string[] = await open.evaluate(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
    );
    const names = loaded.map((address) => new URL(address).pathname.split('/').at(-1) ?? '');
    for (const file of entry) assert.ok(names.includes(file), file);
  });
});
