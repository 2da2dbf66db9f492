import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import { type Fixture, startFixture } from './fixture.ts';
import { choose, isTooWide, rowOf } from './people.ts';

interface Invite {
  id: string;
  email: string;
  status: string;
}

const invites = '/v1/organizations/invites';

describe('inviting', () => {
  let fixture: Fixture;
  let page: Page;
  const link = () => page.getByRole('textbox', { name: 'Link of the invite' });
  const statusOf = async (email: string) =>
    (await fixture.call<{ data: Invite[] }>('GET', invites)).data.find((each) => each.email === email)
      ?.status;
  const redeem = (url: string) =>
    fixture.call('POST', '/x/v1/invites/accept', { token: new URL(url).hash.slice(1), name: 'Somebody' });

  before(async () => {
    fixture = await startFixture();
    page = await fixture.open('/members/invites');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('works by keyboard alone, and ends with a link with which the person joins', async () => {
    await page.getByRole('heading', { name: 'No pending invites' }).waitFor();
    await checkPage(page, 'no invites');
    await page.keyboard.press('i');
    await page.locator('input[name=email]:focus').waitFor();
    await page.keyboard.type('ada@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await checkPage(page, 'form of an invite');
    await page.keyboard.press('Enter');
    await page.getByText('ada@example.com can join as Developer.').waitFor();
    await page.locator('button:focus', { hasText: 'Get the link' }).waitFor();
    await page.keyboard.press('Enter');
    await link().waitFor();
    const url = await link().inputValue();
    assert.ok(url.startsWith(`${fixture.server.baseURL}/console/invite#`), url);
    await page.locator('button:focus', { hasText: 'Done' }).waitFor();
    await checkPage(page, 'link of an invite');
    await page.keyboard.press('Enter');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await rowOf(page, 'ada@example.com').getByText('21 days left').waitFor();
    assert.equal(await page.evaluate('JSON.stringify(sessionStorage).includes("ada@")'), false);

    const person = await fixture.browser.newPage();
    await person.goto(url);
    await person.getByLabel('Your name').fill('Ada');
    await person.keyboard.press('Enter');
    await person.getByRole('heading', { name: 'Welcome, Ada' }).waitFor();
    assert.equal(await statusOf('ada@example.com'), 'accepted');
  });

  test('says at the email what the server refuses', async () => {
    await fixture.call('POST', invites, { email: 'taken@example.com', role: 'user' });
    await page.goto('/console/members/invites/new');
    for (const [email, fault] of [
      ['', 'Enter an email address.'],
      ['nobody', 'Enter an email address.'],
      ['ADA@example.com', 'is already a member of the organization'],
      ['taken@example.com', 'there is a pending invite for this address'],
    ] as const) {
      await page.getByLabel('Email').fill(email);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('alert').getByText(fault).waitFor();
      await page.locator('input[name=email][aria-invalid=true]:focus').waitFor();
    }
    await checkPage(page, 'fault of an invite');
    await page.reload();
    assert.equal(await page.getByLabel('Email').inputValue(), 'taken@example.com', 'a reload loses nothing');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  });

  test('pending invites stand apart from the others, and each state has an address', async () => {
    await page.getByRole('region', { name: 'Pending' }).getByText('taken@example.com').waitFor();
    const past = page.getByRole('region', { name: 'Accepted and expired' });
    await past.getByText('ada@example.com').waitFor();
    await checkPage(page, 'invites');
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Accepted');
    await page.getByRole('region', { name: 'Accepted' }).getByText('ada@example.com').waitFor();
    assert.match(page.url(), /invites\?status=accepted$/);
    assert.equal(await page.getByText('taken@example.com').count(), 0);
    await choose(page, 'ada@example.com', 'Find the user');
    await page.getByText('1 user matches').waitFor();
    await page.goto('/console/members/invites?status=nonsense');
    await page.getByRole('region', { name: 'Pending' }).getByText('taken@example.com').waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    assert.equal(await isTooWide(page), false);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('a new link ends the older one, as the dialog says', async () => {
    const open = () => choose(page, 'taken@example.com', 'Copy or resend link…');
    const make = async () => {
      await open();
      const dialog = page.getByRole('dialog', { name: 'New link for taken@example.com' });
      await dialog.getByText('The older link stops working.').waitFor();
      await dialog.getByRole('button', { name: 'Make new link' }).click();
      await link().waitFor();
      return link().inputValue();
    };
    const older = await make();
    await checkPage(page, 'new link');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), older);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    const newer = await make();
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await assert.rejects(redeem(older));
    assert.notEqual(newer, older);
  });

  test('an invite is cancelled after asking, and its link ends', async () => {
    await choose(page, 'taken@example.com', 'Cancel invite…');
    const dialog = page.getByRole('alertdialog', { name: 'Cancel this invite?' });
    await checkPage(page, 'cancelling an invite');
    await dialog.getByRole('button', { name: 'Keep invite' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await statusOf('taken@example.com'), 'pending');
    await choose(page, 'taken@example.com', 'Cancel invite…');
    await dialog.getByRole('button', { name: 'Cancel invite' }).click();
    await page.getByRole('heading', { name: 'No pending invites' }).waitFor();
    assert.equal(await statusOf('taken@example.com'), undefined);
  });

  test('nothing can be done with an accepted invite, and the menu says why', async () => {
    await page.getByRole('button', { name: 'Actions for ada@example.com' }).click();
    for (const name of ['Copy or resend link…', 'Cancel invite…']) {
      const item = page.getByRole('menuitem', { name });
      assert.equal(await item.getAttribute('aria-disabled'), 'true');
      assert.match((await item.textContent()) ?? '', /The invite was accepted\./);
    }
    await page.keyboard.press('Escape');
  });

  test('at the limit of members the server’s sentence stands at the email', async () => {
    await using small = await startFixture({ memberLimit: 1 });
    await small.call('POST', invites, { email: 'one@example.com', role: 'user' });
    const form = await small.open('/members/invites/new');
    await form.getByLabel('Email').fill('two@example.com');
    await form.keyboard.press('Enter');
    await form.getByText('the organization has reached its limit of 1 members and pending invites').waitFor();
  });
});
