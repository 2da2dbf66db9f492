import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkPage } from './axe.ts';
import { signIn, startFixture } from './fixture.ts';

const day = 86_400_000;
const later = (days: number) => new Date(Date.now() + days * day).toISOString();

describe('the overview', () => {
  test('of a new organization shows its first steps, which tick themselves by what is stored', async () => {
    await using fixture = await startFixture();
    const page = await fixture.open('/');
    const done = () => page.locator('[data-done=true]').allInnerTexts();
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await page.locator('[data-done=false]').nth(3).waitFor();
    assert.deepEqual(await done(), []);
    await fixture.createMany(1);
    await fixture.call('POST', '/x/v1/organizations/api_keys', { name: 'first' });
    await page.reload();
    await page.locator('[data-done=true]', { hasText: 'Create an API key' }).waitFor();
    assert.deepEqual(
      (await done()).map((text) => text.split('\n')[0]),
      ['Create a workspace', 'Create an API key'],
    );
    await checkPage(page, 'first steps');
    await page.getByRole('button', { name: 'Hide first steps' }).click();
    await page.reload();
    await page.getByText('1 of 100').waitFor();
    assert.equal(await page.getByRole('heading', { name: 'First steps' }).count(), 0);
  });

  test('warns from nine tenths of the limit on', async () => {
    await using fixture = await startFixture({ workspaceLimit: 10 });
    await fixture.createMany(8);
    const page = await fixture.open('/');
    await page.getByText('8 of 10').waitFor();
    assert.equal(await page.getByText('Close to the limit.').count(), 0);
    await fixture.createMany(1);
    await page.reload();
    await page.getByText('Close to the limit.').waitFor();
    await fixture.createMany(1);
    await page.reload();
    await page.getByText('Limit reached: archive one to make room.').waitFor();
    await checkPage(page, 'limit reached');
  });

  test('names keys that expire within 30 days, and leads to them', async () => {
    await using fixture = await startFixture();
    await fixture.createMany(1);
    for (const [name, days] of [
      ['Soon', 3],
      ['Later', 40],
    ] as const) {
      await fixture.call('POST', '/x/v1/organizations/api_keys', { name, expires_at: later(days) });
    }
    const page = await fixture.open('/');
    const card = page.getByRole('region', { name: 'Keys that expire soon' });
    await card.getByRole('link', { name: 'Soon' }).waitFor();
    assert.equal(await card.getByRole('listitem').count(), 1);
    await card.getByRole('link', { name: 'Soon' }).click();
    await page.getByRole('heading', { level: 1, name: 'Soon' }).waitFor();
  });

  test('shows the ID of a key whose name can’t be seen, as its page and the list do', async () => {
    await using fixture = await startFixture();
    await fixture.createMany(1);
    const body = { name: '\u200b', expires_at: later(3) };
    const { id: name } = await fixture.call<{ id: string }>('POST', '/x/v1/organizations/api_keys', body);
    const page = await fixture.open('/');
    await page.getByRole('region', { name: 'Latest changes' }).getByRole('link', { name }).waitFor();
    await page.getByRole('region', { name: 'Keys that expire soon' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('link', { name: 'API keys' }).last().click();
    await page.getByRole('grid').getByRole('link', { name }).waitFor();
  });

  test('shows the latest changes, and in a sandbox what failed', async () => {
    await using fixture = await startFixture({ sandbox: true, requestLog: 'full' });
    await fixture.createMany(2);
    await fixture.create({ name: '' }).catch(() => {});
    const page = await fixture.open('/');
    const changes = page.getByRole('region', { name: 'Latest changes' });
    await changes.getByRole('link', { name: 'Workspace 1' }).waitFor();
    await changes.getByRole('link', { name: 'All activity' }).waitFor();
    const failed = page.getByRole('region', { name: 'Failed requests' });
    await failed.getByText('workspaces.create').waitFor();
    await checkPage(page, 'overview of a sandbox');
  });

  test('follows by itself what others do', async () => {
    await using fixture = await startFixture();
    await fixture.createMany(1);
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.clock.install();
    await page.goto('/console/');
    await signIn(page, fixture.server.adminKey);
    await page.getByText('1 of 100').waitFor();
    await fixture.createMany(1);
    await page.clock.fastForward(10_000);
    await page.getByText('2 of 100').waitFor();
  });

  test('says of each part what the key can’t see', async () => {
    await using fixture = await startFixture();
    await fixture.createMany(1);
    const newKey = async (scopes: string[]) =>
      (await fixture.call<{ raw_key: string }>('POST', '/x/v1/admin_keys', { name: 'narrow', scopes }))
        .raw_key;
    const page = await fixture.open('/', { key: await newKey(['read:workspaces']) });
    await page.getByText('1 of 100').waitFor();
    await page.getByText('Your key lacks the scope read:api_keys.').waitFor();
    await page
      .getByRole('region', { name: 'Latest changes' })
      .getByText('Your key lacks the scope read:compliance_activities or read:org_audit.')
      .waitFor();
    await checkPage(page, 'overview, partly forbidden');
    const blind = await fixture.open('/', { key: await newKey(['read:members']) });
    await blind.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
    await checkPage(blind, 'overview, forbidden');
  });
});
