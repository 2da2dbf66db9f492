import type { Locator, Page } from 'playwright-core';
import { type Fixture, startFixture } from './fixture.ts';

/** A server with these people: a developer, a billing user, an admin, one with markup for a name and one without a name. */
export const startWithPeople = (): Promise<Fixture> =>
  startFixture({
    sandbox: true,
    seed: {
      version: 1,
      organizations: [
        {
          name: 'Test',
          users: [
            { id: 'user_01ada', email: 'ada@example.com', name: 'Ada Lovelace', role: 'developer' },
            { id: 'user_02alan', email: 'alan@example.com', name: 'Alan Kay', role: 'billing' },
            { id: 'user_03maggie', email: 'maggie@example.com', name: 'Margaret Hamilton', role: 'admin' },
            { id: 'user_04mark', email: 'mark@example.com', name: '<b>Mark</b> & up', role: 'user' },
            { id: 'user_05none', email: 'nameless@example.com', name: '', role: 'user' },
          ],
        },
      ],
    },
  });

/** Chooses from the menu of a row. */
export async function choose(page: Page, row: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${row}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The row of a table whose first cell is this text. */
export const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.locator('td').first().getByText(name, { exact: true }) });

/** Whether anything on the page is wider than the screen. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');
