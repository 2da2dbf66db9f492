import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { AdminKey } from '../../src/api/admin-keys/contract.ts';
import { checkPage } from './axe.ts';
import { type Fixture, startFixture } from './fixture.ts';

interface FeedEntry {
  id: string;
  type: string;
}

const feed = '/v1/compliance/activities';

/** A key that may do only this, and its secret. */
const keyWith = async (fixture: Fixture, scopes: string[]): Promise<string> => {
  const path = '/x/v1/admin_keys';
  const { raw_key } = await fixture.call<AdminKey & { raw_key: string }>('POST', path, {
    name: `With ${scopes.join()}`,
    scopes,
  });
  return raw_key;
};

/** Adds somebody to the organization. */
async function invite(fixture: Fixture, email: string): Promise<string> {
  const sent = await fixture.call<{ id: string }>('POST', '/v1/organizations/invites', {
    email,
    role: 'developer',
  });
  const { user } = await fixture.call<{ user: { id: string } }>(
    'POST',
    `/x/v1/organizations/invites/${sent.id}/accept`,
    { name: 'Ada' },
  );
  return user.id;
}

const line = (page: Page, text: string | RegExp) =>
  page.locator('main li[data-entry]').filter({ hasText: text }).first();

describe('the activity feed', () => {
  let fixture: Fixture;
  let page: Page;
  let billing: string;

  before(async () => {
    fixture = await startFixture({ inferenceGeos: ['global', 'us', 'eu'] });
    const workspace = await fixture.create({
      name: '<b>Billing</b>',
      tags: { env: 'staging', team: 'search' },
    });
    billing = workspace.id;
    const ada = await invite(fixture, 'ada@example.com');
    const members = `/v1/organizations/workspaces/${billing}/members`;
    await fixture.call('POST', members, { user_id: ada, workspace_role: 'workspace_user' });
    await fixture.call('POST', `${members}/${ada}`, { workspace_role: 'workspace_developer' });
    await fixture.call('POST', `/v1/organizations/workspaces/${billing}`, {
      tags: { env: 'prod', team: null, owner: 'ada' },
      data_residency: { allowed_inference_geos: ['us', 'eu'], default_inference_geo: 'us' },
    });
    await fixture.call('POST', `/v1/organizations/users/${ada}`, { role: 'user' });
    page = await fixture.open('/activity');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('says what happened in words, with names instead of IDs, newest first', async () => {
    await page.getByRole('heading', { level: 2, name: /^Today/ }).waitFor();
    await line(page, 'Role of ada@example.com changed to user').waitFor();
    await line(page, 'Role of ada@example.com in <b>Billing</b> changed to developer').waitFor();
    await line(page, 'ada@example.com added to <b>Billing</b>').waitFor();
    await line(page, 'ada@example.com joined as developer').waitFor();
    await line(page, 'ada@example.com invited as developer').waitFor();
    await line(page, 'Workspace <b>Billing</b> created').waitFor();
    const first = (await page.locator('li[data-entry]').first().textContent()) ?? '';
    assert.match(first, /^Role of ada@example.com changed to user/);
    const { data } = await fixture.call<{ data: { created_at: string }[] }>('GET', `${feed}?limit=1`);
    assert.equal(
      await page.locator('li[data-entry] time').first().getAttribute('title'),
      data[0]?.created_at,
    );
  });

  test('an entry opens to what changed by field, tags by their keys, and to its JSON', async () => {
    const entry = line(page, 'tags changed');
    await entry.getByRole('button', { name: /^Details: Workspace <b>Billing<\/b>/ }).click();
    const changes = entry.getByRole('region', { name: 'Changes' });
    await changes.getByText('Tags').waitFor();
    const lines = (await changes.locator('dd li').allTextContents()).map((text) => text.replace(/\s+/g, ' '));
    assert.ok(lines.includes('env− staging→+ prod'), lines.join('\n'));
    assert.ok(lines.includes('owneradded+ ada'), lines.join('\n'));
    assert.ok(lines.includes('team− searchremoved'), lines.join('\n'));
    assert.ok(lines.includes('− unrestricted→+ us, eu'), lines.join('\n'));
    await entry.getByText('JSON', { exact: true }).first().click();
    const json = JSON.parse((await entry.locator('pre').textContent()) ?? '');
    assert.equal(json.type, 'platform_workspace_updated');
    await checkPage(page, 'the feed with an open entry');
    await entry.getByRole('button', { name: /^Details: / }).click();
    await changes.waitFor({ state: 'detached' });
  });

  test('what is done in the console says so, and appears by itself', async () => {
    const other = await fixture.open('/workspaces');
    await other.goto('/console/workspaces/new');
    await other.getByLabel('Name', { exact: true }).fill('By hand');
    await other.getByRole('button', { name: 'Create workspace' }).click();
    await other.getByRole('heading', { name: 'Created By hand' }).waitFor();
    await other.close();
    const entry = line(page, 'Workspace By hand created');
    await entry.waitFor({ timeout: 30_000 });
    await entry.getByText('in the console').waitFor();
  });

  test('filters are in the address, and can be cleared', async () => {
    await page.getByLabel('What happened').selectOption({ label: 'Member added to a workspace' });
    await line(page, 'Workspace').waitFor({ state: 'detached' });
    assert.match(page.url(), /\?type=platform_workspace_member_added$/);
    assert.equal(await page.locator('li[data-entry]').count(), 1);
    await page.getByLabel('What happened').selectOption({ label: 'Workspaces: all' });
    await line(page, 'tags changed').waitFor();
    assert.match(page.url(), /\?type=workspaces$/);
    await page.getByRole('textbox', { name: 'To' }).fill('2020-01-01');
    await page.getByRole('heading', { name: 'No activity found' }).waitFor();
    assert.match(page.url(), /to=2020-01-01/);
    await checkPage(page, 'nothing found');
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await line(page, 'ada@example.com added').waitFor();
    assert.match(page.url(), /\/activity$/);
  });

  test('the days are whole ones in UTC: the last one counts too', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await page.goto(`/console/activity?from=${today}&to=${today}`);
    await line(page, 'Workspace <b>Billing</b> created').waitFor();
    await page.goto('/console/activity');
    await line(page, 'Workspace <b>Billing</b> created').waitFor();
  });

  test('an actor is filtered by from its entry', async () => {
    await page.locator('li[data-entry] button[aria-expanded]').first().click();
    await page.getByRole('button', { name: 'Only this actor' }).click();
    await page.waitForURL(/actor=apikey_/);
    await line(page, 'Workspace By hand created').waitFor();
    const chosen = await page.getByLabel('By whom').locator('option:checked').textContent();
    assert.match(chosen ?? '', /^First key …/);
    await page.goto('/console/activity');
  });

  test('the list is shown as a call', async () => {
    await page.goto('/console/activity?type=platform_workspace_archived&from=2026-01-02');
    await page.getByText('This list as a call').click();
    await page.getByRole('tab', { name: 'curl' }).click();
    const curl = (await page.getByRole('tabpanel', { name: 'curl' }).locator('pre').textContent()) ?? '';
    assert.match(curl, /\/v1\/compliance\/activities/);
    assert.match(curl, /platform_workspace_archived/);
    assert.match(curl, /created_at\.gte=2026-01-02/);
  });

  test('what the server refuses is shown, with a way out', async () => {
    await page.goto('/console/activity?type=nonsense');
    await page.getByText('activity_types[].0: Input is not one of the permitted values.').waitFor();
    await page.getByRole('link', { name: 'All activity' }).click();
    await line(page, 'Workspace <b>Billing</b> created').waitFor();
  });

  test('the keyboard alone moves among entries, opens one and follows its links', async () => {
    await page.getByRole('textbox', { name: 'To' }).focus();
    for (let presses = 0; presses < 12; presses++) {
      if (await page.evaluate("document.activeElement?.closest('[data-entry]') !== null")) break;
      await page.keyboard.press('Tab');
    }
    const entry = () => page.evaluate("document.activeElement?.closest('[data-entry]')?.dataset.entry");
    const first = await entry();
    assert.ok(first, 'Tab leads into the list');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await entry(), first);
    await page.keyboard.press('Home');
    assert.equal(await entry(), first);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Only this actor' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Only this actor' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'By hand' }).waitFor();
  });

  test('a key that may not read the feed is told which scope it lacks', async () => {
    const forbidden = await fixture.open('/activity', { key: await keyWith(fixture, ['read:workspaces']) });
    await forbidden.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
    await forbidden
      .getByText('Your key lacks the scope read:compliance_activities or read:org_audit.')
      .waitFor();
    await checkPage(forbidden, 'a feed that the key can’t see');
    await forbidden.goto(`/console/workspaces/${billing}/activity`);
    await forbidden.getByText('Your key lacks the scope read:compliance_activities').waitFor();
    await forbidden.close();
  });

  test('a key that sees the feed alone gets IDs where it may not read names', async () => {
    const partly = await fixture.open('/activity', {
      key: await keyWith(fixture, ['read:compliance_activities']),
    });
    await line(partly, new RegExp(`Workspace wrkspc_…${billing.slice(-6)} created`)).waitFor();
    await line(partly, 'ada@example.com joined as developer').waitFor();
    await partly.close();
  });

  test('on a phone nothing is wider than the screen', async () => {
    const phone = await fixture.open('/activity');
    await phone.setViewportSize({ width: 360, height: 700 });
    await line(phone, 'tags changed').getByRole('button').click();
    await phone.getByRole('region', { name: 'Changes' }).waitFor();
    assert.equal(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    await phone.close();
  });
});

describe('a workspace’s own activity', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('is found among that of all, and says how far back was looked', async () => {
    const { id } = await fixture.create({ name: 'Old' });
    await fixture.create({ name: 'Other' });
    await fixture.call('POST', `/v1/organizations/workspaces/${id}`, { name: 'Old, renamed' });
    const page = await fixture.open(`/workspaces/${id}/activity`);
    await line(page, 'Workspace Old, renamed renamed from “Old”').waitFor();
    await line(page, 'Workspace Old, renamed created').waitFor();
    assert.equal(await page.locator('li[data-entry]').count(), 2);
    await page.getByText('This is everything since the workspace was created').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Look further back' }).count(), 0);
    await checkPage(page, 'a workspace’s activity');
    for (let count = 0; count < 300; count++) {
      await fixture.create({ name: `Busy ${count}` }).then((each) => fixture.archive(each.id));
    }
    await page.reload();
    await page.getByText('Nothing found for this workspace').waitFor();
    await page.getByText(/^Looked at the newest 500 entries of the feed .* back to /).waitFor();
    await page.getByRole('button', { name: 'Look further back' }).click();
    await line(page, 'Workspace Old, renamed created').waitFor();
    await page.getByText('This is everything since the workspace was created').waitFor();
  });
});

describe('a long feed', () => {
  let fixture: Fixture;
  let page: Page;
  before(async () => {
    fixture = await startFixture({ workspaceLimit: 5000 });
    await fixture.createMany(1100);
    page = await fixture.open('/activity');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('is turned page by page, in both directions', async () => {
    await line(page, 'Workspace 1099 created').waitFor();
    assert.equal(await page.locator('li[data-entry]').count(), 50);
    await page.getByRole('button', { name: 'Older' }).click();
    await line(page, 'Workspace 1049 created').waitFor();
    assert.match(page.url(), /after_id=activity_/);
    await page.getByRole('button', { name: 'Newer', exact: true }).click();
    await line(page, 'Workspace 1099 created').waitFor();
  });

  test('an export that is cut off keeps what it has, and goes on from there', async () => {
    let cut = false;
    await page.route(`**${feed}?*order=asc*`, (route) => {
      const isSecond = route.request().url().includes('after_id');
      if (isSecond && !cut) {
        cut = true;
        return route.abort('connectionreset');
      }
      return route.continue();
    });
    await page.getByRole('button', { name: 'Export NDJSON' }).click();
    const notice = page.getByRole('status').filter({ hasText: 'The export stopped.' });
    await notice.getByText(/It has 1,000 entries, up to activity_/).waitFor();
    await checkPage(page, 'an export that stopped');
    const coming = page.waitForEvent('download');
    await notice.getByRole('button', { name: 'Resume' }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), 'activities.ndjson');
    const folder = await mkdtemp(join(tmpdir(), 'workspaced-activity-'));
    await download.saveAs(join(folder, 'activities.ndjson'));
    const text = await readFile(join(folder, 'activities.ndjson'), 'utf8');
    await rm(folder, { recursive: true });
    const exported = text
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each) as FeedEntry);
    const { data } = await fixture.call<{ data: FeedEntry[] }>('GET', `${feed}?limit=5000&order=asc`);
    assert.deepEqual(
      exported.map(({ id }) => id),
      data.map(({ id }) => id).slice(0, exported.length),
    );
    assert.ok(exported.length >= 1100);
    await notice.waitFor({ state: 'detached' });
  });
});

test('a feed that is off says so and where it is turned on', async () => {
  await using fixture = await startFixture();
  await fixture.call('POST', '/v1/organizations/compliance_settings', { state: 'disabled' });
  const page = await fixture.open('/activity');
  await page.getByRole('heading', { name: 'The activity feed is off' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Export NDJSON' }).count(), 0);
  await page.getByRole('main').getByRole('link', { name: 'Settings' }).waitFor();
});
