import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { forEachDatabase } from '../databases.ts';
import { type Fixture, startFixture } from './fixture.ts';

forEachDatabase(({ url }) => {
  describe('an organization, from its first workspace to what the feed tells of it', () => {
    let fixture: Fixture;
    let page: Page;
    let secret = '';
    const introspect = () =>
      fixture.call<{ active: boolean; reason: string | null }>('POST', '/x/v1/api_keys/introspect', {
        api_key: secret,
      });

    before(async () => {
      fixture = await startFixture({ database: await url() });
      page = await fixture.open('/');
    });
    after(() => fixture[Symbol.asyncDispose]());

    test('a workspace is created from the overview', async () => {
      await page.getByRole('link', { name: 'Create your first workspace' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Billing');
      await page.getByRole('button', { name: 'Create workspace' }).click();
      await page.locator('tbody').getByRole('link', { name: 'Billing' }).click();
      await page.getByRole('heading', { level: 1, name: 'Billing' }).waitFor();
    });

    test('a key for it is created, and works', async () => {
      await page
        .getByRole('navigation', { name: 'Billing: sections' })
        .getByRole('link', { name: 'API keys' })
        .click();
      await page.getByRole('link', { name: 'New key' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Nightly');
      await page.getByRole('button', { name: 'Create API key' }).click();
      await page.getByRole('dialog', { name: 'Store your new API key' }).waitFor();
      secret = (await page.locator('[data-secret]').textContent()) ?? '';
      await page.getByRole('button', { name: 'Copy API key' }).click();
      await page.getByText('Copied.').waitFor();
      await page.getByRole('button', { name: 'I have stored it' }).click();
      await page.getByRole('link', { name: 'Nightly' }).first().waitFor();
      assert.equal((await introspect()).active, true);
    });

    test('a colleague is invited, joins, and is found', async () => {
      await page.goto('/console/members/invites/new');
      await page.getByLabel('Email').fill('ada@example.com');
      await page
        .getByRole('button', { name: /invite/i })
        .last()
        .click();
      await page.getByRole('button', { name: 'Get the link' }).click();
      const link = await page.getByRole('textbox', { name: 'Link of the invite' }).inputValue();
      await page.getByRole('button', { name: 'Done' }).click();
      const person = await fixture.browser.newPage();
      await person.goto(link);
      await person.getByLabel('Your name').fill('Ada');
      await person.keyboard.press('Enter');
      await person.getByRole('heading', { name: 'Welcome, Ada' }).waitFor();
      await page.goto('/console/members?q=ADA@');
      await page.getByText('1 user', { exact: false }).first().waitFor();
      await page.locator('tbody').getByRole('link', { name: 'Ada' }).waitFor();
    });

    test('archiving the workspace ends its key, as it says', async () => {
      await page.goto('/console/workspaces');
      await page.getByRole('button', { name: 'Actions for Billing' }).click();
      await page.getByRole('menuitem', { name: 'Archive…' }).click();
      const asked = page.getByRole('alertdialog');
      await asked.getByText('1 API key stops working.').waitFor();
      await asked.getByRole('textbox').fill('Billing');
      await page.keyboard.press('Enter');
      await asked.waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: 'No active workspaces' }).waitFor();
      assert.deepEqual(await introspect().then(({ active, reason }) => [active, reason]), [
        false,
        'archived',
      ]);
    });

    test('the feed tells of all of it', async () => {
      await page.goto('/console/activity');
      for (const told of [
        /Billing.* archived/,
        /Nightly.* created/,
        /Billing.* created/,
        /ada@example\.com/,
      ]) {
        await page.locator('main').getByText(told).filter({ visible: true }).first().waitFor();
      }
      assert.deepEqual(await fixture.list(), []);
    });
  });
});
