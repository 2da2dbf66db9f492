import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { closedTo, hasFocus, press, tabTo, titleOf, toRow, typeIn, use } from './by-keyboard.ts';
import { type Fixture, startFixture } from './fixture.ts';

describe('the sandbox by keyboard alone', () => {
  let fixture: Fixture;
  let page: Page;
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  const asked = () => page.getByRole('alertdialog');

  before(async () => {
    fixture = await startFixture({ sandbox: true, organizationName: 'Test' });
    page = await fixture.open('/sandbox');
    await card('Faults').getByText('None. A fault waits').waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a fault is added, met and cleared', async () => {
    const faults = card('Faults');
    await typeIn(page, faults.getByLabel('Operation'), 'workspaces.create');
    await press(page, 'Escape');
    await tabTo(page, faults.getByLabel('What happens'));
    await page.keyboard.type('529');
    await tabTo(page, faults.getByLabel('When'));
    await press(page, 'ArrowDown');
    const add = faults.getByRole('button', { name: 'Add fault' });
    await use(page, add);
    await faults.getByText('status 529, after the commit').waitFor();
    await hasFocus(page, add);
    await assert.rejects(fixture.create({ name: 'Struck' }), /overloaded/i);
    const clear = faults.getByRole('button', { name: 'Clear…' });
    await use(page, clear);
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await press(page, 'Escape');
    await closedTo(page, clear);
    await press(page, 'Enter');
    await use(page, asked().getByRole('button', { name: 'Clear faults' }));
    await faults.getByText('None. A fault waits').waitFor();
    await closedTo(page, titleOf(page, 'Sandbox'));
  });

  test('a snapshot is taken, restored and deleted', async () => {
    const snapshots = card('Snapshots');
    await tabTo(page, snapshots.getByLabel('Name of a new snapshot'));
    await page.keyboard.type('before');
    await press(page, 'Enter');
    const restore = snapshots.getByRole('button', { name: 'Restore before' });
    await restore.waitFor();
    await hasFocus(page, snapshots.getByLabel('Name of a new snapshot'));
    await use(page, restore);
    await hasFocus(page, asked().getByRole('textbox'));
    await page.keyboard.type('Test');
    await press(page, 'Enter');
    await page.getByText('Restored before').waitFor();
    await closedTo(page, restore);
    await use(page, snapshots.getByRole('button', { name: 'Delete before' }));
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await use(page, asked().getByRole('button', { name: 'Delete snapshot' }));
    await snapshots.getByText('None yet.').waitFor();
    await closedTo(page, titleOf(page, 'Sandbox'));
  });

  test('the organization is reset after its name was typed', async () => {
    const reset = card('Reset').getByRole('button', { name: 'Reset…' });
    await use(page, reset);
    await hasFocus(page, asked().getByRole('textbox'));
    await press(page, 'Escape');
    await closedTo(page, reset);
    await press(page, 'Enter');
    await hasFocus(page, asked().getByRole('textbox'));
    await page.keyboard.type('Test');
    await use(page, asked().getByRole('button', { name: 'Reset organization' }));
    await page.getByText('Reset the organization').waitFor();
    await closedTo(page, reset);
    assert.deepEqual(await fixture.list(), []);
  });

  test('a request is found, opened and made to fail; closing it leads back to its row', async () => {
    await press(page, 'r');
    await hasFocus(page, titleOf(page, 'Requests'));
    for (const name of ['One', 'Two']) await fixture.create({ name });
    await tabTo(page, page.getByLabel('Operation'));
    await page.keyboard.type('workspaces.create');
    const row = page.locator('tbody [data-row-link]').nth(1);
    await toRow(page, row);
    await press(page, 'Enter');
    const sheet = page.getByRole('dialog', { name: 'workspaces.create' });
    await sheet.locator(':focus').waitFor();
    await tabTo(page, sheet.getByLabel('What happens'));
    await page.keyboard.type('503');
    await use(page, sheet.getByRole('button', { name: 'Fail once' }));
    await page.getByText('The next one will fail').waitFor();
    await tabTo(page, sheet.getByRole('region', { name: 'Response body' }).locator('pre'));
    await press(page, 'Escape');
    await closedTo(page, row);
  });

  test('the log is paused and cleared', async () => {
    await use(page, page.getByRole('button', { name: 'Pause' }));
    await hasFocus(page, page.getByRole('button', { name: 'Resume' }));
    await press(page, 'Enter');
    const clear = page.getByRole('button', { name: 'Clear', exact: true });
    await use(page, clear);
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await use(page, asked().getByRole('button', { name: 'Clear log' }));
    await page.getByRole('heading', { name: /^No requests/ }).waitFor();
    await closedTo(page, clear);
  });
});
