import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Fixture, signIn, startFixture } from './fixture.ts';

const day = 86_400_000;
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe('in a sandbox, by the clock of the organization', () => {
  let fixture: Fixture;
  let page: Page;
  let now: number;
  let controls: string;
  const date = (days: number) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(now + days * day);

  before(async () => {
    fixture = await startFixture({ sandbox: true, requestLog: 'full' });
    const { call, create } = fixture;
    const { id } = await call<{ id: string }>('GET', '/v1/organizations/me');
    controls = `/x/sandbox/organizations/${id}`;
    await create({ name: 'Before' });
    now = Date.parse((await call<{ now: string }>('POST', `${controls}/clock/advance`, { by: 'P65D' })).now);
    await create({ name: 'Afterwards' });
    await call('POST', '/x/v1/organizations/api_keys', {
      name: 'Ending',
      expires_at: new Date(now + 5.5 * day).toISOString(),
    });
    await call('POST', '/v1/organizations/invites', { email: 'ada@example.com', role: 'user' });
    await create({ name: '' }).catch(() => {});
    page = await fixture.open('/', { timezoneId: 'UTC' });
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('the overview shows keys that expire soon, and what was just done', async () => {
    await card(page, 'Keys that expire soon').getByText('in 5 days').waitFor();
    await card(page, 'Latest changes').getByText('2 months ago').first().waitFor();
    assert.equal(await card(page, 'Latest changes').getByText(/^in /).count(), 0);
  });

  test('the chart over time is drawn in its card', async () => {
    const over = await card(page, 'Over time').boundingBox();
    const line = await card(page, 'Over time').locator('svg path').nth(2).boundingBox();
    assert.ok(over && line && line.x >= over.x && line.x + line.width <= over.x + over.width);
  });

  test('but requests are those of the server’s clock', async () => {
    await card(page, 'Failed requests')
      .getByText(/latest (just now|1 minute ago)/)
      .waitFor();
  });

  test('invites have the days left that they were made with', async () => {
    await page.goto('/console/members/invites');
    await page.getByText('21 days left').waitFor();
  });

  test('keys that expire soon stand out and can be found', async () => {
    await page.goto('/console/api-keys?expiring=true');
    await page.getByRole('row', { name: 'Ending' }).getByText('in 5 days').waitFor();
  });

  test('the feed says what was done today', async () => {
    await page.goto('/console/activity');
    await page.getByRole('heading', { name: new RegExp(`^Today, \\w+,? ${date(0)}$`) }).waitFor();
  });

  for (const path of ['/api-keys/new', '/settings/admin-keys/new']) {
    test(`${path} counts the life of a key`, async () => {
      await page.goto(`/console${path}`);
      await page.getByText(`Works until ${date(90)}.`).waitFor();
    });
  }

  test('which goes on until it is stopped', async () => {
    const watched = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    const passes = async (text: string) => {
      await watched.reload();
      const created = watched.getByRole('row', { name: 'Afterwards' }).locator('time');
      await created.getByText(/just now|1 minute ago/).waitFor();
      // What it shows then is what it knew before.
      await watched.route('**/clock', (route) => route.abort());
      await watched.clock.fastForward(2.5 * 3_600_000);
      await created.getByText(text).waitFor();
      await watched.unroute('**/clock');
    };
    await watched.clock.install();
    await watched.goto('/console/workspaces');
    await signIn(watched, fixture.server.adminKey);
    await passes('2 hours ago');
    await fixture.call('POST', `${controls}/clock/freeze`);
    await watched.clock.setSystemTime(Date.now());
    await passes('just now');
  });
});
