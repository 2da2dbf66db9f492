import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Fixture, startFixture } from './fixture.ts';

describe('by keyboard alone', () => {
  let fixture: Fixture;
  let page: Page;
  const focused = (): Promise<string> =>
    page.evaluate('(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()');

  before(async () => {
    fixture = await startFixture();
    await fixture.createMany(3);
    page = await fixture.open('/');
    await page.getByText('3 of 100').waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('/ goes to the search, from any page', async () => {
    await page.keyboard.press('/');
    await page.locator('input[aria-keyshortcuts="/"]:focus').waitFor();
    assert.match(page.url(), /\/console\/workspaces$/);
    await page.keyboard.type('c?/');
    assert.equal(await page.getByLabel('Search by name').inputValue(), 'c?/', 'letters typed are letters');
    await page.getByLabel('Search by name').fill('');
    await page.getByLabel('Search by name').blur();
    await page.keyboard.press('/');
    await page.locator('input[aria-keyshortcuts="/"]:focus').waitFor();
    await page.getByLabel('Search by name').blur();
  });

  test('w and o go to the two pages, whose titles have the focus', async () => {
    await page.keyboard.press('o');
    await page.locator('h1:focus', { hasText: 'Overview' }).waitFor();
    await page.keyboard.press('w');
    await page.locator('h1:focus', { hasText: 'Workspaces' }).waitFor();
    assert.equal(await page.title(), 'Workspaces · workspaced');
  });

  test('a switch that was just used leaves the keys to the shortcuts', async () => {
    await page.keyboard.press('w');
    await page.getByRole('switch', { name: 'Default' }).focus();
    await page.keyboard.press('Space');
    await page.locator('tbody .badge.accent').waitFor();
    await page.keyboard.press('o');
    await page.locator('h1:focus', { hasText: 'Overview' }).waitFor();
    await page.keyboard.press('w');
    await page.locator('h1:focus', { hasText: 'Workspaces' }).waitFor();
  });

  test('? shows the keys, Escape closes, and the focus returns', async () => {
    const opener = page.getByRole('link', { name: 'Workspace 1' });
    await opener.focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'Workspace 1');
  });

  test('c opens the form on its first field; the focus stays inside, and returns', async () => {
    await page.getByRole('button', { name: 'Sign out' }).focus();
    await page.keyboard.press('c');
    await page.locator('#name:focus').waitFor();
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('Tab');
      await page.locator('[role=dialog] :focus').waitFor();
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'Sign out');
  });

  test('the browser’s Back closes what is open', async () => {
    await page.keyboard.press('w');
    await page.locator('tbody').getByRole('link', { name: 'Workspace 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Workspace 1' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Workspaces' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a workspace is created, opened, edited and archived', async () => {
    await page.keyboard.press('c');
    await page.locator('#name:focus').waitFor();
    await page.keyboard.type('By hand');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('tbody').getByRole('link', { name: 'By hand' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'By hand' }).waitFor();
    await page.keyboard.press('e');
    await page.locator('#name:focus').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type(', too');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'By hand, too' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Archive' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#confirm:focus').waitFor();
    await page.keyboard.type('By hand, too');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.locator('h1:focus').waitFor();
  });

  test('the shortcuts can be switched off, and stay so', async () => {
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('o');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    assert.match(page.url(), /\/workspaces\/wrkspc_/);
  });
});

describe('on a phone 360 px wide', () => {
  test('no page is wider than the screen, and everything can be done', async () => {
    const organizationName = 'An organization';
    await using fixture = await startFixture({ organizationName });
    const name = 'Averylongnamewithoutanyspacetobreakitat0';
    const long = 'v'.repeat(256);
    await fixture.createMany(1);
    const made = await fixture.create({ name, tags: { ['k'.repeat(128)]: long, env: 'prod' } });
    const page = await fixture.open('/', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    const fits = async (where: string) =>
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, where);
    const bottomOf = async (cell: string) => {
      const box = await page.locator(`tbody tr:not(:has(.tag)) ${cell}`).boundingBox();
      return box ? box.y + box.height : Number.NaN;
    };
    await page.getByText('2 of 100').waitFor();
    await fits('overview');
    await page.getByRole('paragraph').getByText(organizationName).waitFor();
    await page.getByRole('link', { name: 'Workspaces', exact: true }).click();
    await page.getByRole('link', { name }).waitFor();
    await fits('workspaces');
    const [id, age] = [await bottomOf('.cell-name'), await bottomOf('.cell-created')];
    assert.ok(age <= id + 1, `a row without tags has no line of its own for its age: ${age}, ${id}`);
    await page.getByRole('link', { name }).click();
    await page.getByText(made.compartment_id).first().waitFor();
    await fits('workspace');
    const swatch = await page.locator('.page-head .swatch').boundingBox();
    const heading = await page.locator('h1').boundingBox();
    assert.ok(swatch && heading && swatch.x + swatch.width < heading.x, 'the name stands beside its colour');
    const [shown, whole] = await page.evaluate<[number, number]>(
      "(({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth])(document.querySelector('.details .tag'))",
    );
    assert.equal(whole, shown, 'a long tag is shown whole');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Short');
    await fits('edit');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Short' }).waitFor();
    await fits('saved');
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('alertdialog').getByRole('textbox').fill('Short');
    await fits('archive');
    await page.getByRole('button', { name: 'Archive workspace' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  });
});

test('nothing moves for users who prefer reduced motion', async () => {
  await using fixture = await startFixture();
  const page = await fixture.open('/workspaces', { reducedMotion: 'reduce' });
  await page.keyboard.press('c');
  await page.getByRole('dialog').waitFor();
  const moving = await page.evaluate(
    'document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime > 0).length',
  );
  assert.equal(moving, 0);
  assert.match(
    String(await page.evaluate("getComputedStyle(document.querySelector('.dialog')).transitionDuration")),
    /^0s/,
  );
});
