import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { hasFocus, press, pressUntil, tabTo, titleOf, toRow, typeIn, use } from './by-keyboard.ts';
import { type Fixture, startFixture } from './fixture.ts';

const count = 53;
const many = <T>(make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

const member = (index: number) => ({ user: `person${index}@example.com`, workspace_role: 'workspace_user' });

/** An organization with more of everything than a page holds. */
const seed = {
  version: 1,
  organizations: [
    {
      name: 'Many',
      users: many((index) => ({
        email: `person${index}@example.com`,
        name: `Person ${index}`,
        role: 'user',
      })),
      invites: many((index) => ({ email: `guest${index}@example.com`, role: 'user' })),
      service_accounts: many((index) => ({ name: `bot-${index}` })),
      admin_keys: many((index) => ({ name: `Admin key ${index}`, key: `admin-key-${index}` })),
      workspaces: many((index) => ({
        name: `Workspace ${index}`,
        tags: { env: 'prod', team: 'search' },
        members: index === 0 ? many(member) : [member(0)],
        api_keys: index === 0 ? many((key) => ({ name: `Key ${key}` })) : [],
      })),
    },
  ],
};

describe('a page of fifty rows is left within 60 presses of Tab', () => {
  let fixture: Fixture;
  let page: Page;
  const sections = (title: string, name: string) =>
    page.getByRole('navigation', { name: `${title}: sections` }).getByRole('link', { name });
  /** Goes from the beginning of the page to what stands after its rows, and says how many presses that took. */
  const leave = async (rows: number) => {
    await page
      .locator('tbody tr[data-index], [data-entry]')
      .nth(rows - 1)
      .waitFor();
    await pressUntil(page, 'Shift+Tab', page.getByText('Skip to content'), 40);
    await tabTo(page, page.locator('summary', { hasText: /^This (list|user) as a call$/ }).last());
  };

  before(async () => {
    fixture = await startFixture({ sandbox: true, seed, workspaceLimit: 1000 });
    for (let request = 0; request < count; request++) await fixture.call('GET', '/v1/organizations/me');
    page = await fixture.open('/');
  });
  after(() => fixture[Symbol.asyncDispose]());

  for (const [key, title] of [
    ['w', 'Workspaces'],
    ['k', 'API keys'],
    ['a', 'Activity'],
    ['r', 'Requests'],
    ['m', 'Members'],
  ] as const) {
    test(title, async () => {
      await press(page, key);
      await page.locator('h1:focus', { hasText: title }).waitFor();
      await leave(50);
    });
  }

  test('the tabs of Members, and one user', async () => {
    for (const name of ['Invites', 'Service accounts', 'Users']) {
      await use(page, sections('Members', name));
      await leave(50);
    }
    await typeIn(page, page.getByRole('searchbox'), 'person0@');
    await page.getByText('1 user matches').waitFor();
    await toRow(page, page.locator('[data-row-link]'));
    await press(page, 'Enter');
    await hasFocus(page, titleOf(page, 'Person 0'));
    await leave(50);
  });

  test('the tabs of a workspace', async () => {
    await press(page, '/');
    await hasFocus(page, page.getByRole('searchbox'));
    await page.keyboard.type('space 0');
    await page.getByText('1 workspace matches').waitFor();
    await toRow(page, page.locator('[data-row-link]'));
    await press(page, 'Enter');
    await hasFocus(page, titleOf(page, 'Workspace 0'));
    for (const name of ['Members', 'API keys']) {
      await use(page, sections('Workspace 0', name));
      await leave(50);
    }
  });

  test('admin keys', async () => {
    await press(page, 's');
    await use(page, sections('Settings', 'Admin keys'));
    await leave(50);
  });
});
