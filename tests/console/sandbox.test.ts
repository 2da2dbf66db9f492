import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import { type Fixture, startFixture } from './fixture.ts';

interface Organization {
  id: string;
  name: string;
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const organizations = async (fixture: Fixture): Promise<Organization[]> =>
  (await fixture.call<{ data: Organization[] }>('GET', '/x/sandbox/organizations')).data;

describe('the sandbox', () => {
  let fixture: Fixture;
  let page: Page;
  let own: string;

  before(async () => {
    fixture = await startFixture({ sandbox: true, organizationName: 'Own <b>organization</b>' });
    own = (await fixture.call<Organization>('GET', '/v1/organizations/me')).id;
    page = await fixture.open('/sandbox');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('shows all its controls, each with the call that does the same', async () => {
    for (const name of ['Reset', 'Snapshots', 'Faults', 'Clock', 'Lag and rate limit']) {
      await card(page, name).getByText('The same as code').first().waitFor();
    }
    await card(page, 'Snapshots').getByText('None yet.').waitFor();
    await card(page, 'Faults').getByText('None. A fault waits').waitFor();
    await card(page, 'Organizations for tests').getByText('None yet.').waitFor();
    await checkPage(page, 'the sandbox');
  });

  test('a snapshot keeps the organization, and brings it back after its name was typed', async () => {
    await fixture.create({ name: 'Before' });
    const snapshots = card(page, 'Snapshots');
    await snapshots.getByLabel('Name of a new snapshot').fill('not allowed');
    await page.keyboard.press('Enter');
    await snapshots
      .getByRole('status')
      .getByText(/^name: /)
      .waitFor();
    await snapshots.getByLabel('Name of a new snapshot').fill('before');
    await page.keyboard.press('Enter');
    await page.getByText('Kept snapshot before').waitFor();
    await fixture.create({ name: 'After' });
    await snapshots.getByRole('button', { name: 'Restore before' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Restore before?' });
    await dialog.getByText('Everything in the organization is replaced').waitFor();
    await dialog.getByRole('button', { name: 'Restore snapshot' }).click();
    await dialog.getByText('That doesn’t match.').waitFor();
    await checkPage(page, 'the dialog that restores a snapshot');
    await dialog.getByRole('textbox').fill('Own <b>organization</b>');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Restored before').waitFor();
    assert.deepEqual(
      (await fixture.list()).map(({ name }) => name),
      ['Before'],
    );
  });

  test('a reset brings back how it was made, and the console stays signed in', async () => {
    const reset = card(page, 'Reset');
    await reset.getByLabel('Go back to').selectOption('snapshot:before');
    await reset.getByText('The same as code').click();
    await reset.getByText('workspaced sandbox reset --to snapshot:before').waitFor();
    await reset.getByLabel('Go back to').selectOption('seed');
    await reset.getByRole('button', { name: 'Reset…' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Reset this organization?' });
    await dialog.getByRole('textbox').fill('Own <b>organization</b>');
    await dialog.getByRole('button', { name: 'Reset organization' }).click();
    await page.getByText('Reset the organization').waitFor();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await fixture.list(), []);
    await page.reload();
    await card(page, 'Reset').waitFor();
  });

  test('a snapshot is deleted after asking', async () => {
    await card(page, 'Snapshots').getByRole('button', { name: 'Delete before' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete snapshot' }).click();
    await card(page, 'Snapshots').getByText('None yet.').waitFor();
  });

  test('a fault is added from a preset, waits, and is met', async () => {
    const faults = card(page, 'Faults');
    await faults.getByLabel('Operation').fill('workspaces.nonsense');
    await faults.getByRole('button', { name: 'Add fault' }).click();
    await faults.getByText(/there is no operation workspaces\.nonsense/).waitFor();
    await faults.getByLabel('Operation').fill('workspaces.create');
    await faults.getByLabel('What happens').selectOption('529');
    await faults.getByRole('button', { name: 'Add fault' }).click();
    const row = faults.getByRole('listitem').filter({ hasText: 'workspaces.create' });
    await row.getByText('status 529, before the commit').waitFor();
    await row.getByText('Waiting').waitFor();
    await assert.rejects(fixture.create({ name: 'Struck' }), /overloaded/i);
    await row.getByText('Met', { exact: true }).waitFor({ timeout: 30_000 });
    await checkPage(page, 'a fault that was met');
    await faults.getByRole('button', { name: 'Clear…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Clear faults' }).click();
    await faults.getByText('None. A fault waits').waitFor();
  });

  test('the clock goes forward and stands still, and what is earlier is refused', async () => {
    const clock = card(page, 'Clock');
    await clock.getByRole('button', { name: '+ 30 days' }).click();
    await page.getByText('The clock shows').first().waitFor();
    const { created_at } = await fixture.create({ name: 'Later' });
    assert.ok(Date.parse(created_at) > Date.now() + 29 * 86_400_000, created_at);
    await clock.getByLabel('Set to (UTC)').fill('2020-01-01T00:00');
    await clock.getByRole('button', { name: 'Set', exact: true }).click();
    await clock.getByText('should not be earlier than the clock shows: it only goes forward').waitFor();
    await clock.getByRole('button', { name: 'Stop clock' }).click();
    await clock.getByText('Stopped').waitFor();
    await clock.getByRole('button', { name: 'Start clock' }).click();
    await clock.getByText('Running', { exact: true }).waitFor();
  });

  test('lag and rate limit are set and ended', async () => {
    const pace = card(page, 'Lag and rate limit');
    await pace.getByLabel('Requests a minute', { exact: true }).fill('1');
    await pace.getByRole('button', { name: 'Set' }).nth(1).click();
    await page.getByText('Set: 1 requests a minute').waitFor();
    await fixture.call('GET', '/v1/organizations/me').catch(() => undefined);
    await assert.rejects(fixture.call('GET', '/v1/organizations/me'), /rate_limit_error/);
    await pace.getByRole('button', { name: 'End: Requests a minute' }).click();
    await page.getByText('Ended: no requests a minute set').waitFor();
    await fixture.call('GET', '/v1/organizations/me');
    await pace.getByLabel('Lag of reads (ms)', { exact: true }).fill('99999999');
    await pace.getByRole('button', { name: 'Set' }).first().click();
    await pace.getByText(/^ms: /).waitFor();
  });

  test('an organization is made by keyboard; its key is shown once, and leaving without it asks', async () => {
    const made = card(page, 'Organizations for tests');
    await made.getByLabel('Name').focus();
    await page.keyboard.type('<i>Nightly</i>');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog', { name: '<i>Nightly</i> is ready' });
    const key = (await dialog.getByRole('region', { name: 'Admin key' }).locator('pre').textContent()) ?? '';
    assert.match(key, /^sk-ant-admin01-/);
    await checkPage(page, 'the key of a new organization');
    await page.keyboard.press('Escape');
    await dialog.getByText('You haven’t copied the key.').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Copy environment' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    const text: string = await page.evaluate('navigator.clipboard.readText()');
    assert.ok(text.includes(`export ANTHROPIC_API_KEY='${key}'`), text);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(
      (await organizations(fixture)).map(({ name }) => name),
      ['<i>Nightly</i>'],
    );
    await made.getByText('<i>Nightly</i>').waitFor();
    await made.getByText('ends in').waitFor();
  });

  test('an organization is opened in the console, and can’t be deleted from within', async () => {
    const other = await page.context().newPage();
    await other.goto('/console/workspaces/new');
    await other.getByLabel('Name', { exact: true }).fill('Of the first');
    await page.bringToFront();
    await page.getByRole('button', { name: 'Open <i>Nightly</i> in the console' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await other.getByTitle('<i>Nightly</i>').waitFor({ state: 'attached' });
    assert.equal(await other.getByLabel('Name', { exact: true }).inputValue(), '', 'other tabs begin anew');
    await other.close();
    await page.goto('/console/sandbox');
    const remove = page.getByRole('button', { name: 'Delete <i>Nightly</i>' });
    await remove.waitFor();
    assert.equal(await remove.getAttribute('aria-description'), 'The console is signed in to it.');
    await page.evaluate(
      `fetch('/x/sandbox/session', { method: 'POST', headers: { 'x-workspaced-console': '1', 'content-type': 'application/json' }, body: '{"organization_id":"${own}"}' })`,
    );
    await page.goto('/console/sandbox');
  });

  test('an organization is deleted after its name was typed', async () => {
    await page.getByRole('button', { name: 'Delete <i>Nightly</i>' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Delete this organization?' });
    await dialog.getByText('Its keys stop working at once.').waitFor();
    await dialog.getByRole('textbox').fill('<i>Nightly</i>');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await card(page, 'Organizations for tests').getByText('None yet.').waitFor();
    assert.deepEqual(await organizations(fixture), []);
  });

  test('on a phone nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  });
});

test('through a proxy, organizations for tests can’t be seen, and nobody is signed out', async () => {
  await using fixture = await startFixture({ sandbox: true });
  const page = await fixture.open('/', { extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.7' } });
  await page.goto('/console/sandbox');
  await page.getByText('They are made and deleted on the machine that the sandbox runs on').waitFor();
  await card(page, 'Clock').getByText('Running', { exact: true }).waitFor();
});

test('a server that is no sandbox says so', async () => {
  await using fixture = await startFixture();
  const page = await fixture.open('/sandbox');
  await page.getByRole('heading', { name: 'This server is no sandbox' }).waitFor();
  await checkPage(page, 'no sandbox');
});
