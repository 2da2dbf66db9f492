import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { PageRow, Refused } from './page-row.ts';

/** A text on the page or on the form over it, but not in the navigation. */
export const textOn = (page: Page, text: string): Locator =>
  page.locator('main, [data-dialog]').getByText(text).filter({ visible: true }).first();

/** Waits until the page is there: its title, its form if it is one, and these texts. */
export async function checkShown(
  page: Page,
  { h1, form, title = h1 }: Pick<PageRow, 'h1' | 'form' | 'title'>,
  texts: readonly string[],
): Promise<void> {
  await page.locator('h1').getByText(h1, { exact: true }).waitFor();
  if (form !== undefined) await page.getByRole('dialog', { name: form }).waitFor();
  for (const text of texts) await textOn(page, text).waitFor();
  assert.equal(await page.title(), `${title} · workspaced`);
}

/** Waits until exactly this is refused on the page with these reasons. */
export async function checkRefused(page: Page, { buttons = {}, menus = {} }: Refused): Promise<void> {
  for (const [name, reason] of Object.entries(buttons)) {
    // What is behind a form is hidden from screen readers.
    const options = { name, exact: true, includeHidden: true } as const;
    const named = page.getByRole('button', options).or(page.getByRole('switch', options));
    await named
      .and(page.locator(`[aria-disabled=true][aria-description="${reason}"]`))
      .first()
      .waitFor();
  }
  assert.deepEqual(Object.fromEntries(await page.evaluate<[string, string][]>(refusedNow)), buttons);
  for (const [row, items] of Object.entries(menus)) {
    await page.getByRole('button', { name: `Actions for ${row}`, exact: true }).click();
    await page.getByRole('menuitem').first().waitFor();
    const off = await page.locator('[role=menuitem][aria-disabled=true]').allInnerTexts();
    assert.deepEqual(
      Object.fromEntries(off.map((text) => text.trim().split(/\n+/))),
      items,
      `the menu of ${row}`,
    );
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
}

/** No link on the page leads to a form. */
export async function checkNoForms(page: Page): Promise<void> {
  const links = page.locator(
    ':is(main, [data-dialog]) a:is([href$="/new"], [href*="/new?"], [href$="/add"], [href$="/edit"])',
  );
  assert.deepEqual(await links.allTextContents(), [], 'links to forms');
}

/** What is refused on the page, by name, with the reason. */
const refusedNow = `
  [...document.querySelectorAll(':is(main, [data-dialog]) [aria-disabled=true][aria-description]:not(thead *)')].map(
    (each) => [(each.ariaLabel ?? each.labels[0]?.textContent ?? each.textContent).trim(), each.ariaDescription],
  )`;
