import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** What is said of the element that has the focus: its name, and whether one sees that it has the focus. */
interface Stop {
  name: string;
  isPage: boolean;
  hasRing: boolean;
  isInView: boolean;
}

// Where a control can’t have an outline itself, its `::after` or what stands next to it has one instead. The
// button of a date that opens the calendar is the browser’s own, and so is its ring.
const stopOf = `(() => {
  const at = document.activeElement;
  const hasRing = (style) =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && !/, 0\\)$/.test(style.outlineColor)) ||
    style.boxShadow !== 'none';
  const after = getComputedStyle(at, '::after');
  const styles = [getComputedStyle(at), ...(after.content === 'none' ? [] : [after])];
  if (at.matches('input') && at.nextElementSibling) styles.push(getComputedStyle(at.nextElementSibling));
  const { top, bottom, left, right } = at.getBoundingClientRect();
  return {
    name: at.tagName.toLowerCase() + ' “' + (at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent).trim().slice(0, 60) + '”',
    isPage: at === document.body,
    hasRing: at.matches('[type^=date]:not(:focus)') || (at.matches(':focus-visible') && styles.some(hasRing)),
    isInView: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  };
})()`;

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Waits until this has the focus. */
export const hasFocus = (page: Page, control: Locator): Promise<void> =>
  control.and(page.locator(':focus')).waitFor();

/** Presses a key until the control has the focus. Of every stop on the way one must see that it has the focus. */
export async function pressUntil(page: Page, key: string, control: Locator, most: number): Promise<void> {
  await control.first().waitFor({ state: 'attached' });
  const focused = control.and(page.locator(':focus'));
  const stops: string[] = [];
  let there = await focused.count();
  while (there === 0) {
    assert.ok(stops.length < most, `${most} times ${key} don’t lead to ${control}:\n${stops.join('\n')}`);
    await page.keyboard.press(key);
    const [name, count] = await Promise.all([checkStop(page), focused.count()]);
    stops.push(name);
    there = count;
  }
}

/** Fails unless one sees what has the focus; only the page itself, after its last stop, has nothing to show. */
async function checkStop(page: Page): Promise<string> {
  const { name, isPage, hasRing, isInView } = await page.evaluate<Stop>(stopOf);
  if (isPage) return 'the page';
  assert.ok(hasRing, `no focus ring: ${name}`);
  assert.ok(isInView, `out of view: ${name}`);
  return name;
}

/** Presses Tab until the control has the focus. */
export const tabTo = (page: Page, control: Locator, most = 60): Promise<void> =>
  pressUntil(page, 'Tab', control, most);

/** Goes to a button or link, and presses Enter there. */
export async function use(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

/** Goes to a field, and types instead of what is in it. */
export async function typeIn(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Goes to something in a row of a table: Tab leads into the table, arrow keys to the row and along it. */
export async function toRow(page: Page, control: Locator): Promise<void> {
  await control.waitFor({ state: 'attached' });
  await tabTo(page, control.locator('xpath=ancestor::tbody').locator('*'));
  await page.keyboard.press('Home');
  await pressUntil(page, 'ArrowDown', control.locator('xpath=ancestor::tr').locator('*'), 60);
  // What selects the row stands before its link.
  await press(page, 'ArrowLeft', 'ArrowLeft');
  await pressUntil(page, 'ArrowRight', control, 12);
}

/** Opens the menu of a button that has the focus. */
export async function openMenu(page: Page): Promise<Locator> {
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await menu.or(menu.locator('*')).and(page.locator(':focus')).waitFor();
  return menu;
}

/** Opens it, and chooses from it by the arrow keys. */
export async function chooseItem(page: Page, name: string | RegExp): Promise<void> {
  const menu = await openMenu(page);
  await pressUntil(page, 'ArrowDown', menu.locator('[role^=menuitem]').filter({ hasText: name }), 20);
  await page.keyboard.press('Enter');
}

/** Chooses from the menu of a row. */
export async function chooseOf(page: Page, row: string, item: string): Promise<void> {
  await toRow(page, page.getByRole('button', { name: `Actions for ${row}`, exact: true }));
  await chooseItem(page, item);
}

/** Waits until neither a dialog nor a menu is open and this has the focus. */
export async function closedTo(page: Page, control: Locator): Promise<void> {
  await page.locator('[data-dialog], [role=menu]').first().waitFor({ state: 'detached' });
  await hasFocus(page, control);
}

/** The title of the page. */
export const titleOf = (page: Page, name?: string): Locator =>
  page.getByRole('heading', { level: 1, ...(name && { name }) });
