import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, ensureBuild, readAssets } from './browser.ts';
import { startFixture } from './fixture.ts';

const firstView = 150 * 1024;
const page = 40 * 1024;

/** A script of the build: what it imports at once, and what it may load later. */
interface Script {
  size: number;
  imports: string[];
}

function readScripts(): Map<string, Script> {
  const scripts = [...readAssets()].filter(([name]) => name.endsWith('.js'));
  return new Map(
    scripts.map(([name, text]) => {
      const imports = [...text.toString().matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)];
      const size = gzipSync(text, { level: 9 }).length;
      return [name, { size, imports: imports.map(([, file]) => file ?? '') }];
    }),
  );
}

describe('the build', () => {
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
  const beyondEntry = (name: string) => [...closure(name)].filter((file) => !entry.has(file));

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
      const file = [...scripts.keys()].find((each) => each.startsWith(`${name}-`)) ?? assert.fail(name);
      const total = weight(entry) + weight(beyondEntry(file));
      context.diagnostic(`${total} bytes, ${weight(entry)} of them on every page`);
      assert.ok(entry.size > 1);
      assert.ok(total <= firstView, `${total} bytes of ${firstView}`);
    });
  }

  test('no page adds more than 40 KB to what every page has', () => {
    const pages = [...scripts.keys()].filter(
      (each) => /-(page|tab)-/.test(each) && !each.startsWith('components-'),
    );
    assert.ok(pages.length > 12, `${pages}`);
    const heavy = pages.filter((file) => weight(beyondEntry(file)) > page);
    assert.deepEqual(heavy, []);
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
