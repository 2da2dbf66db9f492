import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Fixture, namesIn, startFixture } from './fixture.ts';

describe('a workspace, from its creation to its archive', () => {
  let fixture: Fixture;
  let page: Page;

  before(async () => {
    fixture = await startFixture({ workspaceLimit: 3, inferenceGeos: ['global', 'us', 'eu'] });
    page = await fixture.open('/workspaces');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('the empty list offers to create the first one', async () => {
    await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
    await page.getByRole('button', { name: 'Create your first workspace' }).click();
    await page.getByRole('dialog', { name: 'New workspace' }).waitFor();
  });

  test('an error is shown at its field, which has the focus, with the server’s sentence in the details', async () => {
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Enter a name.').waitFor();
    const name = page.getByLabel('Name', { exact: true });
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    assert.match((await name.getAttribute('aria-describedby')) ?? '', /name-fault/);
    await page.locator('#name:focus').waitFor();
    await page.getByText('Details', { exact: true }).click();
    await page.getByText('name: String should have at least 1 character').waitFor();
  });

  test('the name is counted in code points against the server’s limit', async () => {
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('🦊'.repeat(41));
    await page.locator('.counter.over', { hasText: '41 / 40' }).waitFor();
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Use at most 40 characters.').waitFor();
    await name.fill('Billing');
    await page.locator('.counter:not(.over)', { hasText: '7 / 40' }).waitFor();
  });

  test('the default geo is always one of those allowed', async () => {
    const choices = () => page.getByLabel('Default inference geo').locator('option').allTextContents();
    assert.deepEqual(await choices(), ['global', 'us', 'eu']);
    await page.getByLabel('Only these').check();
    assert.deepEqual(await choices(), ['global']);
    assert.equal(await page.getByLabel('global', { exact: true }).isDisabled(), true, 'the last one stays');
    await page.getByLabel('eu', { exact: true }).check();
    await page.getByLabel('global', { exact: true }).uncheck();
    assert.deepEqual(await choices(), ['eu']);
    assert.equal(await page.getByLabel('Default inference geo').inputValue(), 'eu');
  });

  test('tags are entered as keys and values, and duplicate keys are refused', async () => {
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key of tag 1').fill('env');
    await page.getByLabel('Value of tag 1').fill('prod');
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key of tag 2').fill('env');
    await page.getByText('Duplicate key “env”.').waitFor();
    await page.getByLabel('Key of tag 2').fill('Anthropic-x');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.locator('#tags-fault', { hasText: 'Anthropic-x' }).waitFor();
    await page.getByRole('button', { name: 'Remove tag Anthropic-x' }).click();
  });

  test('a custom colour is sent as typed', async () => {
    await page.getByText('Custom', { exact: true }).click();
    await page.getByLabel('Hex colour').fill('red');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Enter a colour like #6C5BB9.').waitFor();
    await page.getByLabel('Hex colour').fill('#12ab9F');
  });

  test('it is created as entered, and appears in the list', async () => {
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByRole('link', { name: 'Billing' }).first().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const [made, ...others] = await fixture.list();
    assert.deepEqual(others, []);
    assert.equal(made?.name, 'Billing');
    assert.equal(made?.display_color, '#12ab9F');
    assert.deepEqual(made?.tags, { env: 'prod' });
    assert.deepEqual(made?.data_residency, {
      workspace_geo: 'us',
      allowed_inference_geos: ['eu'],
      default_inference_geo: 'eu',
    });
    assert.deepEqual(await namesIn(page), ['Billing']);
    const row = page.locator('tbody tr');
    await row.getByText('Inference: eu (default eu)').waitFor();
    await row.getByRole('button', { name: 'env prod' }).waitFor();
    assert.equal(await row.getByText('just now').getAttribute('title'), made?.created_at);
    assert.equal(
      await page.evaluate("getComputedStyle(document.querySelector('tbody .swatch')).backgroundColor"),
      'rgb(18, 171, 159)',
    );
    assert.equal(
      await page.evaluate("getComputedStyle(document.querySelector('tbody td')).display"),
      'table-cell',
      'its line is as low as that of its row',
    );
    await page.getByText('1 of 3 active').waitFor();
  });

  test('its id is copied, with and without the browser’s clipboard', async () => {
    const [made] = await fixture.list();
    const search = page.getByLabel('Search by name');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const prepare of ['0', 'delete Navigator.prototype.clipboard']) {
      await page.evaluate(prepare);
      await page.getByRole('button', { name: 'Copy ID of Billing' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      await search.focus();
      await page.keyboard.press('Control+V');
      assert.equal(await search.inputValue(), made?.id, prepare);
      await search.fill('');
      await page.getByRole('button', { name: 'Copy ID of Billing' }).waitFor();
    }
  });

  test('what was just done is shown as code, without the key', async () => {
    const receipt = page.getByRole('region', { name: 'Last change' });
    const curl = (await receipt.getByRole('tabpanel', { name: 'curl' }).locator('pre').textContent()) ?? '';
    assert.match(curl, /^curl http:\/\/127\.0\.0\.1:\d+\/v1\/organizations\/workspaces \\\n/);
    assert.match(curl, /-H "x-api-key: \$ANTHROPIC_API_KEY"/);
    assert.match(curl, /"allowed_inference_geos": \[\n\s+"eu"/);
    await receipt.getByRole('tab', { name: 'TypeScript' }).click();
    const sdk =
      (await receipt.getByRole('tabpanel', { name: 'TypeScript' }).locator('pre').textContent()) ?? '';
    assert.match(sdk, /new Anthropic\(\);\n/);
    assert.match(sdk, /client\.organization\.workspaces\.create\(\{\n {2}name: "Billing",/);
    assert.doesNotMatch(curl + sdk, /sk-ant/);
    await receipt.getByRole('button', { name: 'Dismiss' }).click();
    await receipt.waitFor({ state: 'detached' });
  });

  test('its page shows all fields of the object, and the JSON', async () => {
    await page.getByRole('link', { name: 'Billing' }).click();
    await page.getByRole('heading', { level: 1, name: 'Billing' }).waitFor();
    const [made] = await fixture.list();
    const shown = (await page.locator('.details').textContent()) ?? '';
    for (const text of [made?.id, made?.created_at, made?.compartment_id, '#12ab9F', 'workspace']) {
      assert.ok(shown.includes(String(text)), `${text} is shown`);
    }
    const terms = (await page.locator('.details dt code').allTextContents()).map(
      (name) => name.split('.')[0],
    );
    assert.deepEqual([...new Set(terms)].sort(), Object.keys(made ?? {}).sort());
    assert.deepEqual(JSON.parse((await page.locator('.workspace pre').textContent()) ?? ''), made);
  });

  test('editing sends what changed and nothing else', async () => {
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('heading', { name: 'Read-only' }).waitFor();
    assert.equal(await page.getByLabel('Data stored in').isDisabled(), true);
    await page.getByLabel('Name', { exact: true }).fill('Billing, renamed');
    await page.getByLabel('Value of tag 1').fill('staging');
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key of tag 2').fill('team');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Save changes' }).click();
    assert.deepEqual((await sent).postDataJSON(), {
      name: 'Billing, renamed',
      tags: { env: 'staging', team: '' },
    });
    await page.getByRole('heading', { level: 1, name: 'Billing, renamed' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual((await fixture.list())[0]?.tags, { env: 'staging', team: '' });
  });

  test('a removed tag is sent as null', async () => {
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove tag team' }).click();
    await page.getByText('Unrestricted').click();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Save changes' }).click();
    assert.deepEqual((await sent).postDataJSON(), {
      data_residency: { allowed_inference_geos: 'unrestricted' },
      tags: { team: null },
    });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('at the limit the API’s own sentence is shown, and what was entered is kept', async () => {
    await fixture.createMany(2);
    await page.reload();
    await page.getByRole('button', { name: 'New workspace' }).click();
    await page.getByText('You’ve reached the limit of 3 active workspaces.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('One too many');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    assert.match((await alert.textContent()) ?? '', /^The organization has reached its limit/);
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'One too many');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: 'Workspaces' }).first().click();
    await page.getByText('3 of 3 active (limit reached)').waitFor();
  });

  test('archiving asks for the name, and says what it does', async () => {
    await page.getByRole('link', { name: 'Billing, renamed' }).click();
    await page.getByRole('button', { name: 'Archive' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Archive this workspace?' });
    await dialog.getByText('Archiving can’t be undone').waitFor();
    await dialog.getByText('It no longer counts towards the organization’s limit').waitFor();
    await dialog.getByRole('textbox').fill('Billing');
    await page.keyboard.press('Enter');
    await dialog.getByText('That doesn’t match.').waitFor();
    assert.equal((await fixture.list()).length, 3, 'nothing was archived');
    await dialog.getByRole('textbox').fill('Billing, renamed');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.page-head').getByText('Archived').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Edit' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Archive' }).count(), 0);
    assert.equal((await fixture.list()).length, 2);
  });

  test('archived workspaces can be shown in the list', async () => {
    await page.getByRole('link', { name: 'Workspaces' }).first().click();
    await page.getByText('2 of 3 active').waitFor();
    await page
      .locator('tbody')
      .getByRole('link', { name: 'Billing, renamed' })
      .waitFor({ state: 'detached' });
    assert.deepEqual(await namesIn(page), ['Workspace 1', 'Workspace 0']);
    await page.getByRole('switch', { name: 'Archived' }).check();
    await page.locator('tbody').getByRole('link', { name: 'Billing, renamed' }).waitFor();
    assert.match(page.url(), /archived=true/);
    assert.deepEqual(await namesIn(page), ['Workspace 1', 'Workspace 0', 'Billing, renamed']);
  });

  test('the default workspace can be shown, and can’t be archived or renamed', async () => {
    await page.getByRole('switch', { name: 'Default' }).check();
    const row = page.locator('tbody tr', { hasText: 'Default' }).last();
    await row.locator('.badge.accent', { hasText: 'Default' }).waitFor();
    await row.getByRole('link').click();
    await page.locator('.page-head .badge.accent').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Archive' }).count(), 0);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('The default workspace can’t be renamed.').waitFor();
    assert.equal(await page.getByLabel('Name', { exact: true }).isEditable(), false);
  });
});

test('the default workspace is never counted or offered for archiving, even before it is known', async () => {
  await using fixture = await startFixture();
  await fixture.createMany(1);
  const [standard] = (await fixture.list('include_default=true')).filter(({ name }) => name === 'Default');
  const page = await fixture.open('/workspaces');
  await page.addInitScript(`
    seen = [];
    const look = () => document.querySelectorAll('.figure strong, .actions button').forEach((place) => seen.push(place.innerText));
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  `);
  const everSeen = async () => [...new Set<string>(await page.evaluate('seen'))];
  await page.goto('/console/');
  await page.getByText('1 of 100').waitFor();
  assert.deepEqual(await everSeen(), ['1']);
  await page.goto(`/console/workspaces/${standard?.id}`);
  await page.locator('.page-head .badge.accent').waitFor();
  assert.deepEqual(await everSeen(), ['Edit']);
});
