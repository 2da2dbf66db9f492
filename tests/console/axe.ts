import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** Rows of a table are alike, and judging hundreds takes seconds: only the first three are. */
const exclude = ['tbody tr:nth-child(n + 4)'];

/** What axe finds on the page as it is now, one line for each rule. */
export async function findings(page: Page, options: axe.RunOptions = {}): Promise<string[]> {
  // A page that was left has none any more.
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(
    `axe.run({ exclude: ${JSON.stringify(exclude)} }, ${JSON.stringify({ resultTypes: ['violations'], ...options })}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** Fails if axe finds anything on the page as it is now, in light, in dark or with the system's own colours. */
export async function checkPage(page: Page, view: string): Promise<void> {
  for (const [scheme, media] of [
    ['light', { colorScheme: 'light', forcedColors: 'none' }],
    ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
    ['forced colours', { colorScheme: 'light', forcedColors: 'active' }],
  ] as const) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    // The other rules don’t depend on colours, so their results for the light page hold for the others.
    const options = scheme === 'light' ? {} : { runOnly: ['color-contrast'] };
    assert.deepEqual(await findings(page, options), [], `${view}, ${scheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
}
