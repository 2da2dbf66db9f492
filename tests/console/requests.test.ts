import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import { hasFocus } from './by-keyboard.ts';
import { type Fixture, startFixture } from './fixture.ts';

const collection = '/v1/organizations/workspaces';

/** Sends what a client would, whatever comes of it. */
async function sendAs(fixture: Fixture, method: string, path: string, body?: object): Promise<Response> {
  const headers = {
    'x-api-key': fixture.server.adminKey,
    'anthropic-version': '2026-10-21',
    'x-stainless-retry-count': '2',
  };
  return fetch(fixture.server.baseURL + path, { method, headers, body: body && JSON.stringify(body) });
}

const rows = (page: Page) => page.getByRole('grid', { name: 'Requests' }).locator('tbody tr');

describe('the requests of clients', () => {
  let fixture: Fixture;
  let page: Page;

  before(async () => {
    fixture = await startFixture({ sandbox: true });
    page = await fixture.open('/requests');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('an empty log says what to do, and leaves the console’s own requests out', async () => {
    await page.getByRole('heading', { name: 'No requests yet' }).waitFor();
    const clear = page.getByRole('button', { name: 'Clear' });
    assert.equal(await clear.getAttribute('aria-description'), 'The log is empty.');
    await checkPage(page, 'an empty log');
  });

  test('appear as they come, with operation, status, retry, key and hint', async () => {
    await sendAs(fixture, 'POST', collection, { name: '<i>Search</i>' });
    await sendAs(fixture, 'POST', collection, { name: '' });
    await sendAs(fixture, 'POST', collection, { name: '' });
    await sendAs(fixture, 'GET', '/v1/v1/organizations/workspaces');
    await rows(page).nth(3).waitFor();
    assert.equal(await rows(page).count(), 4);
    const newest = (await rows(page).first().textContent()) ?? '';
    assert.match(newest, /^GET\/v1\/v1\/organizations\/workspaces.+no such path404/);
    assert.match(newest, new RegExp(`…${fixture.server.adminKey.slice(-4)}`));
    await page.getByText('4 requests · live').waitFor();
  });

  test('errors are grouped by operation and type, and lead to their requests', async () => {
    const group = page.getByRole('region', { name: 'Failed requests' }).locator('li').first();
    assert.match(
      (await group.textContent()) ?? '',
      /^400workspaces\.createinvalid_request_error2× requests, latest just now$/,
    );
    await group.getByRole('link', { name: 'workspaces.create' }).click();
    await page.getByText('2 of 4 requests').waitFor();
    assert.match(page.url(), /\?operation=workspaces\.create&status=400$/);
    assert.equal(await page.getByLabel('Operation').inputValue(), 'workspaces.create');
  });

  test('are filtered in the address, by class of status too', async () => {
    await page.getByLabel('Status').selectOption('5xx');
    await page.getByRole('heading', { name: 'No requests found' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Status').selectOption('2xx');
    await page.getByText('1 of 4 requests').waitFor();
    assert.match(page.url(), /\?status=2xx$/);
    await page.getByText('This list as a call').click();
    await page.getByText('workspaced requests --status 2xx').waitFor();
    await page.getByLabel('Status').selectOption('');
  });

  test('what will do harm some day is named, with its requests', async () => {
    const habits = page.getByRole('region', { name: 'Habits to change' });
    await habits.getByText('A doubled path prefix').click();
    await habits.getByText('leave /v1 out of the base URL').waitFor();
    await checkPage(page, 'the log');
    await habits.locator('details[open]').getByRole('link', { name: 'first' }).click();
    const sheet = page.getByRole('dialog', { name: 'No such path' });
    await sheet.getByRole('button', { name: 'Fail once' }).waitFor();
    const reason = await sheet.getByRole('button', { name: 'Fail once' }).getAttribute('aria-description');
    assert.equal(reason, 'There is no such operation.');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    assert.doesNotMatch(page.url(), /id=/);
  });

  test('one opens by keyboard to what was sent and what came back, at an address of its own', async () => {
    await page.getByRole('grid', { name: 'Requests' }).locator('[data-row-link]').first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'workspaces.create' });
    await sheet.getByRole('region', { name: 'Request body' }).waitFor();
    const body = await sheet.getByRole('region', { name: 'Request body' }).locator('pre').textContent();
    assert.deepEqual(JSON.parse(body ?? ''), { name: '<i>Search</i>' });
    const answer = await sheet.getByRole('region', { name: 'Response body' }).locator('pre').textContent();
    assert.equal(JSON.parse(answer ?? '').type, 'workspace');
    assert.match(page.url(), /id=req_/);
    await checkPage(page, 'a request');
    await page.reload();
    await sheet.getByText('retry 2').waitFor();
  });

  test('it is copied as curl without the key', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied as curl').waitFor();
    const text: string = await page.evaluate('navigator.clipboard.readText()');
    assert.match(text, /^curl 'http:\/\/127\.0\.0\.1:\d+\/v1\/organizations\/workspaces' \\\n/);
    assert.match(text, /-H "x-api-key: \$ANTHROPIC_API_KEY"/);
    assert.match(text, /-d '\{\n {2}"name": "<i>Search<\/i>"\n\}'$/);
    assert.doesNotMatch(text, new RegExp(fixture.server.adminKey.slice(-4)));
  });

  test('it can be made to fail the next time, once', async () => {
    const sheet = page.getByRole('dialog', { name: 'workspaces.create' });
    await sheet.getByLabel('What happens').selectOption({ label: '503 unavailable' });
    await sheet.getByLabel('When').selectOption('after');
    await sheet.getByText('The same as code').click();
    await sheet.getByText('"when":"after"').waitFor();
    await sheet.getByRole('button', { name: 'Fail once' }).click();
    await page.getByText('The next one will fail').waitFor();
    assert.equal((await sendAs(fixture, 'POST', collection, { name: 'Lost' })).status, 503);
    assert.equal((await sendAs(fixture, 'POST', collection, { name: 'Kept' })).status, 200);
    const names = (await fixture.list()).map(({ name }) => name);
    assert.ok(names.includes('Lost'), 'it was committed');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await rows(page).filter({ hasText: '503' }).getByRole('link').click();
    await sheet.getByText('Fault that it met').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  test('while it is paused nothing comes, and afterwards what was missed', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/requests · paused/).waitFor();
    const before = await rows(page).count();
    await sendAs(fixture, 'GET', '/v1/organizations/me');
    await page.getByRole('button', { name: 'Resume' }).click();
    await rows(page).filter({ hasText: 'organization.me' }).waitFor();
    assert.equal(await rows(page).count(), before + 1);
  });

  test('an unknown request says that the log has it no longer', async () => {
    await page.goto('/console/requests?id=req_unknown');
    const sheet = page.getByRole('dialog', { name: 'Request', exact: true });
    await sheet.getByText('The log doesn’t have this request').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  test('on a phone nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('the log is cleared after asking', async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Clear the request log?' });
    await dialog.getByText(/requests are deleted from the log/).waitFor();
    await checkPage(page, 'the dialog that clears the log');
    await dialog.getByRole('button', { name: 'Clear log' }).click();
    await page.getByRole('heading', { name: 'No requests yet' }).waitFor();
    await sendAs(fixture, 'GET', '/v1/organizations/me');
    await rows(page).filter({ hasText: 'organization.me' }).waitFor();
    assert.equal(await rows(page).count(), 1);
  });
});

test('a long log stays where it is when a request is opened and closed', async () => {
  await using fixture = await startFixture({ sandbox: true });
  for (let limit = 1; limit <= 120; limit++) await sendAs(fixture, 'GET', `${collection}?limit=${limit}`);
  const page = await fixture.open('/requests');
  await rows(page).first().waitFor();
  await page.mouse.wheel(0, 2000);
  const link = page.getByRole('link', { name: `${collection}?limit=70` });
  await link.click();
  const before = await page.evaluate<number>('scrollY');
  assert.ok(before > 1000, `${before} px`);
  await page.getByRole('dialog', { name: 'workspaces.list' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  await link.and(page.locator(':focus')).waitFor();
  assert.equal(await page.evaluate('scrollY'), before);
});

test('the keys of a long log lead to its first and last request, and on by a screen', async () => {
  await using fixture = await startFixture({ sandbox: true });
  for (let limit = 1; limit <= 150; limit++) await sendAs(fixture, 'GET', `${collection}?limit=${limit}`);
  const page = await fixture.open('/requests');
  const link = (limit: number) =>
    page.getByRole('link', { name: `${collection}?limit=${limit}`, exact: true });
  await link(150).focus();
  await page.keyboard.press('End');
  await hasFocus(page, link(1));
  await page.keyboard.press('Shift+Tab');
  await page.locator(':focus:not(tbody *)').waitFor();
  await page.keyboard.press('Tab');
  await hasFocus(page, link(1));
  await page.keyboard.press('Home');
  await hasFocus(page, link(150));
  for (const [key, end] of [
    ['PageDown', link(1)],
    ['PageUp', link(150)],
  ] as const) {
    for (let screen = 0; screen < 20; screen++) {
      await page.keyboard.press(key);
      await page.locator('tbody :focus').waitFor();
    }
    await hasFocus(page, end);
  }
});

test('a lean log says that there are no bodies, and which option logs them', async () => {
  await using fixture = await startFixture({ sandbox: true, requestLog: 'lean' });
  await sendAs(fixture, 'POST', collection, { name: '' });
  const page = await fixture.open('/requests');
  await page.getByText(/without bodies: start the server with --request-log full/).waitFor();
  await rows(page).first().getByRole('link').click();
  await page.getByText('Bodies aren’t logged: start the server with --request-log full.').first().waitFor();
});

test('a log that is off says which option turns it on', async () => {
  await using fixture = await startFixture({ sandbox: true, requestLog: 'off' });
  const page = await fixture.open('/requests');
  await page.getByRole('heading', { name: 'The request log is off' }).waitFor();
  await page.getByText('--request-log full').waitFor();
  await checkPage(page, 'a log that is off');
});

test('a server that is no sandbox says so', async () => {
  await using fixture = await startFixture();
  const page = await fixture.open('/requests');
  await page.getByRole('heading', { name: 'Requests are logged only in a sandbox' }).waitFor();
});
