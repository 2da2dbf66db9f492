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
    const search = page.getByLabel('Search by name or ID');
    await page.keyboard.press('/');
    await search.and(page.locator(':focus')).waitFor();
    assert.match(page.url(), /\/console\/workspaces$/);
    await page.keyboard.type('c?/');
    assert.equal(await search.inputValue(), 'c?/', 'letters typed are letters');
    await search.fill('');
    await search.blur();
    await page.keyboard.press('/');
    await search.and(page.locator(':focus')).waitFor();
    await search.blur();
  });

  test('a letter goes to each section, whose title has the focus', async () => {
    for (const [key, name] of [
      ['o', 'Overview'],
      ['w', 'Workspaces'],
      ['m', 'Members'],
      ['k', 'API keys'],
      ['a', 'Activity'],
      ['s', 'Settings'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('h1:focus', { hasText: name }).waitFor();
      assert.equal(await page.title(), `${name} · workspaced`);
    }
  });

  test('a switch that was just used leaves the keys to the shortcuts', async () => {
    await page.keyboard.press('w');
    await page.getByRole('switch', { name: 'Default' }).focus();
    await page.keyboard.press('Space');
    await page.locator('tbody').getByRole('link', { name: 'Default' }).waitFor();
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
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'Workspace 1');
  });

  test('? and the palette show a key only beside what it does', async () => {
    await page.getByRole('link', { name: 'Workspace 1' }).click();
    const tabs = page.getByRole('navigation', { name: 'Workspace 1: sections' });
    await tabs.getByRole('link', { name: 'Members' }).click();
    await page.getByRole('link', { name: 'Add member' }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    const those = help.locator('dl > div').filter({ has: page.getByText('a', { exact: true }) });
    assert.deepEqual(await those.locator('dd').allTextContents(), ['Add a member']);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Go to Activity' }).waitFor();
    assert.equal(await page.getByRole('option', { name: 'Go to Activity' }).locator('kbd').count(), 0);
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await page.keyboard.press('w');
    await page.locator('h1:focus', { hasText: 'Workspaces' }).waitFor();
  });

  test('the palette finds pages, actions and workspaces, and does them', async () => {
    const palette = page.getByRole('dialog', { name: 'Go to or do' });
    const open = async (text: string) => {
      await page.keyboard.press('Control+k');
      await palette.getByRole('combobox').and(page.locator(':focus')).waitFor();
      await page.keyboard.type(text);
    };
    await open('sett');
    await palette.getByRole('option', { name: 'Go to Settings' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Settings' }).waitFor();
    await palette.waitFor({ state: 'detached' });
    await open('space 2');
    await palette.getByRole('option', { name: 'Workspace 2' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Workspace 2' }).waitFor();
    await palette.waitFor({ state: 'detached' });
    await open('default');
    await palette.getByRole('option', { name: 'Default' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Default' }).waitFor();
    await palette.waitFor({ state: 'detached' });
    await open('edit');
    await palette.getByRole('option', { name: 'Edit workspace' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  });

  test('the palette opens nothing that doesn’t fit, and says that it searches, or why it can’t', async () => {
    const palette = page.getByRole('dialog', { name: 'Go to or do' });
    await page.keyboard.press('w');
    await page.locator('h1:focus', { hasText: 'Workspaces' }).waitFor();
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('space');
    await palette.getByRole('option', { name: 'Workspace 2' }).waitFor();
    const search = '**/x/v1/workspaces?*name=*';
    await page.route(search, () => {});
    await page.keyboard.type(' 7');
    await palette.getByText('Searching…').waitFor();
    await page.keyboard.press('Enter');
    await page.unroute(search);
    await page.route(search, (route) => route.abort());
    await page.keyboard.type('7');
    await palette.getByText('Can’t reach the server.').waitFor();
    await page.unroute(search);
    await page.keyboard.type('7');
    await palette.getByText('Nothing found.').waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    assert.match(page.url(), /\/console\/workspaces$/);
  });

  for (const key of ['?', 'Control+k']) {
    test(`what was opened by ${key} makes way for the palette while it fades out`, async () => {
      await page.keyboard.press(key);
      await page.locator('[data-dialog]:not([data-starting-style]) :focus').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      const search = page.getByRole('combobox', { name: 'Search' });
      await search.and(page.locator(':focus')).waitFor();
      await page.keyboard.type('o');
      await page.locator('[data-dialog][data-closed]').waitFor({ state: 'detached' });
      await page.keyboard.type('s');
      assert.equal(await search.inputValue(), 'os');
      await page.keyboard.press('Escape');
      await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    });
  }

  test('c opens the form on its first field; the focus stays inside', async () => {
    await page.keyboard.press('c');
    await page.locator('input[name=name]:focus').waitFor();
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('Tab');
      await page.locator('[role=dialog] :focus').waitFor();
    }
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await page.locator('h1:focus', { hasText: 'Workspaces' }).waitFor();
  });

  test('the browser’s Back closes what is open', async () => {
    await page.locator('tbody').getByRole('link', { name: 'Workspace 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Workspace 1' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor();
    await page.goBack();
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'Workspace 1' }).waitFor();
  });

  test('a workspace is created, opened, edited and archived', async () => {
    await page.keyboard.press('c');
    await page.locator('input[name=name]:focus').waitFor();
    await page.keyboard.type('By hand');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New workspace' }).waitFor({ state: 'detached' });
    await page.locator('tbody').getByRole('link', { name: 'By hand' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'By hand' }).waitFor();
    await page.keyboard.press('e');
    await page.locator('input[name=name]:focus').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type(', too');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'By hand, too' }).waitFor();
    await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Archive workspace' }).focus();
    await page.keyboard.press('Enter');
    const asked = page.getByRole('alertdialog');
    await asked.getByRole('textbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('By hand, too');
    await page.keyboard.press('Enter');
    await asked.waitFor({ state: 'detached' });
    await page.locator('h1:focus').waitFor();
  });

  test('the account menu changes the theme, and it stays', async () => {
    await page.getByRole('button', { name: 'Account' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemradio', { name: 'Dark theme' }).press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Account' }).and(page.locator(':focus')).waitFor();
    await page.reload();
    await page.locator('html[data-theme=dark]').waitFor();
    assert.equal(
      await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'),
      'rgb(19, 18, 23)',
    );
  });

  test('the shortcuts can be switched off, and stay so', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck();
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('o');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
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
    await page.getByText('2 of 100').waitFor();
    await fits('overview');
    await page.getByText(organizationName).waitFor();
    await page.getByRole('button', { name: 'Open menu' }).click();
    await fits('menu');
    await page.getByRole('link', { name: 'Workspaces', exact: true }).click();
    await page.getByRole('button', { name: 'Open menu' }).waitFor();
    await page.getByRole('link', { name }).waitFor();
    await fits('workspaces');
    await page.getByRole('link', { name }).click();
    await page.getByText(made.compartment_id).first().waitFor();
    await fits('workspace');
    const [shown, whole] = await page.evaluate<[number, number]>(
      "(({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth])(document.querySelector('dl button[title^=Filter]'))",
    );
    assert.equal(whole, shown, 'a long tag is shown whole');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Short');
    await fits('edit');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Short' }).waitFor();
    await fits('saved');
    // Until the toasts are hovered or focused, it is hidden from screen readers.
    await page.locator('[aria-label=Dismiss]').click();
    await page.locator('[aria-label=Dismiss]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Archive workspace' }).click();
    await page.getByRole('alertdialog').getByRole('textbox').fill('Short');
    await fits('archive');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Archive workspace' }).click();
    await page.locator('[data-dialog][role=alertdialog]').waitFor({ state: 'detached' });
    for (const path of [
      'members',
      'members/invites',
      'api-keys',
      'activity',
      'settings',
      'settings/admin-keys',
    ]) {
      await page.goto(`/console/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await fits(path);
    }
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
    String(
      await page.evaluate("getComputedStyle(document.querySelector('[role=dialog]')).transitionDuration"),
    ),
    /^0s/,
  );
});
