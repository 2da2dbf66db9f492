import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Workspace } from '../../src/api/workspaces/contract.ts';
import { type Fixture, namesIn, startFixture } from './fixture.ts';

describe('a workspace, from its creation to its archive', () => {
  let fixture: Fixture;
  let page: Page;
  const sheet = () => page.getByRole('dialog', { name: 'New workspace' });

  before(async () => {
    fixture = await startFixture({ workspaceLimit: 3, inferenceGeos: ['global', 'us', 'eu'] });
    page = await fixture.open('/workspaces');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('the empty list offers to create the first one, by a form with an address of its own', async () => {
    await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
    await page.getByRole('link', { name: 'Create your first workspace' }).click();
    await sheet().waitFor();
    assert.match(page.url(), /\/console\/workspaces\/new$/);
  });

  test('an error is shown at its field, which has the focus, with the server’s sentence in the details', async () => {
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Enter a name.').waitFor();
    const name = page.getByLabel('Name', { exact: true });
    await page.locator('input[name=name]:focus').waitFor();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    const described = ((await name.getAttribute('aria-describedby')) ?? '').split(' ');
    const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
    assert.ok(texts.includes('Enter a name.'), `described by ${texts}`);
    await page.getByText('Details', { exact: true }).click();
    await page.getByText('name: String should have at least 1 character').waitFor();
  });

  test('the name is counted in code points against the server’s limit', async () => {
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('🦊'.repeat(41));
    await page.locator('[data-over=true]', { hasText: '41 / 40' }).waitFor();
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Use at most 40 characters.').waitFor();
    await name.fill('Billing');
    await page.locator('[data-over=false]', { hasText: '7 / 40' }).waitFor();
  });

  test('the default geo is always one of those allowed', async () => {
    const choices = () => page.getByLabel('Default inference geo').locator('option').allTextContents();
    assert.deepEqual(await choices(), ['global', 'us', 'eu']);
    await page.getByLabel('Only these').check();
    assert.deepEqual(await choices(), ['global']);
    assert.equal(
      await page.getByRole('checkbox', { name: 'global' }).isDisabled(),
      true,
      'the last one stays',
    );
    await page.getByRole('checkbox', { name: 'eu' }).check();
    await page.getByRole('checkbox', { name: 'global' }).uncheck();
    assert.deepEqual(await choices(), ['eu']);
    assert.equal(await page.getByLabel('Default inference geo').inputValue(), 'eu');
  });

  test('tags are entered as keys and values; Enter begins the next, and duplicate keys are refused', async () => {
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key of tag 1').fill('env');
    await page.keyboard.press('Tab');
    await page.keyboard.type('prod');
    await page.keyboard.press('Enter');
    await page.getByLabel('Key of tag 2').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('env');
    await page.getByText('Duplicate key “env”.').waitFor();
    await page.getByLabel('Key of tag 2').fill('Anthropic-x');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Keys can’t begin with “anthropic”: Anthropic-x').waitFor();
    await page.getByLabel('Key of tag 2').fill('my team');
    await page.getByLabel('Value of tag 2').fill('x'.repeat(257));
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('my team: Use at most 256 characters.').waitFor();
    await page.getByLabel('Key of tag 2').fill('');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Enter a key for each tag.').waitFor();
    await page.getByRole('button', { name: 'Remove tag 2' }).click();
  });

  test('several tags are pasted at once', async () => {
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate("navigator.clipboard.writeText('team = search\\ntier=gold')");
    await page.getByLabel('Key of tag 2').press('Control+V');
    await page.getByLabel('Key of tag 3').waitFor();
    assert.equal(await page.getByLabel('Key of tag 2').inputValue(), 'team');
    assert.equal(await page.getByLabel('Value of tag 3').inputValue(), 'gold');
    await page.getByRole('button', { name: 'Remove tag team' }).click();
    await page.getByRole('button', { name: 'Remove tag tier' }).click();
  });

  test('a custom colour is sent as typed', async () => {
    await page.getByText('Custom', { exact: true }).click();
    await page.getByLabel('Hex colour').fill('red');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Enter a colour like #6C5BB9.').waitFor();
    await page.getByLabel('Hex colour').fill('#12ab9F');
  });

  test('the request is shown as code before it is sent, without a key', async () => {
    await sheet().getByText('The same as code').click();
    const code = async (language: string) => {
      await sheet().getByRole('tab', { name: language }).click();
      return (await sheet().getByRole('tabpanel', { name: language }).locator('pre').textContent()) ?? '';
    };
    assert.match(await code('curl'), /^curl "\$ANTHROPIC_BASE_URL\/v1\/organizations\/workspaces" \\\n/);
    assert.match(
      await code('TypeScript'),
      /client\.organization\.workspaces\.create\(\{\n {2}name: 'Billing',/,
    );
    assert.match(await code('Python'), /client\.organization\.workspaces\.create\(\n {4}name="Billing",/);
    assert.match(await code('CLI'), /^workspaced workspaces create --name Billing .*--tags env=prod$/);
    assert.match(
      await code('Terraform'),
      /resource "anthropic_workspace" "example" \{\n {2}name = "Billing"/,
    );
    await sheet().getByText('The same as code').click();
  });

  test('it is created as entered, and appears in the list', async () => {
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.locator('tbody').getByRole('link', { name: 'Billing' }).waitFor();
    await sheet().waitFor({ state: 'detached' });
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
    await row.getByTitle('Inference: eu (default eu)').waitFor();
    await row.getByRole('button', { name: 'env prod' }).waitFor();
    assert.equal(await row.getByText('just now').getAttribute('title'), made?.created_at);
    await page.getByText('1 active workspace', { exact: true }).waitFor();
  });

  test('what was just done is told, with the same as code', async () => {
    const told = page.getByRole('dialog').filter({ hasText: 'Created Billing' });
    await told.getByText('The same as code').click();
    await told.getByRole('tab', { name: 'TypeScript' }).click();
    await told.getByText("name: 'Billing'").waitFor();
    await told.getByRole('button', { name: 'Dismiss' }).click();
    await told.waitFor({ state: 'detached' });
  });

  test('its ID is copied from its menu and from its page, with and without the browser’s clipboard', async () => {
    const [made] = await fixture.list();
    await page.getByRole('button', { name: 'Actions for Billing' }).click();
    await page.getByRole('menuitem', { name: 'Copy ID' }).click();
    await page.getByText(`Copied ${made?.id}`).waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), made?.id);
    await page.locator('tbody').getByRole('link', { name: 'Billing' }).click();
    await page.evaluate("navigator.clipboard.writeText('')");
    await page.evaluate('delete Navigator.prototype.clipboard');
    await page.getByRole('button', { name: 'Copy ID', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
  });

  test('its page shows all fields of the object, and the JSON', async () => {
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Billing' }).waitFor();
    const [made] = await fixture.list();
    const shown = (await page.locator('dl').textContent()) ?? '';
    for (const text of [made?.id, made?.created_at, made?.compartment_id, '#12ab9F', 'eu']) {
      assert.ok(shown.includes(String(text)), `${text} is shown`);
    }
    await page.getByRole('link', { name: 'JSON & code' }).click();
    await page.getByRole('tab', { name: 'JSON' }).click();
    const json = page.getByRole('tabpanel', { name: 'JSON' }).locator('pre');
    await json.waitFor();
    assert.deepEqual(JSON.parse((await json.textContent()) ?? ''), made);
    await page.getByRole('link', { name: 'Overview' }).last().click();
  });

  test('leaving a form that is being sent says that it may be saved all the same', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Too late');
    await page.route('**/v1/organizations/workspaces/*', async (route) => {
      if (route.request().method() === 'GET') return route.continue();
      await answered;
      return route.abort();
    });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: 'Leave while it is being sent?' });
    await question.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor({ state: 'detached' });
    answer();
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('editing sends what changed and nothing else', async () => {
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit workspace' });
    await dialog.waitFor();
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
    await dialog.waitFor({ state: 'detached' });
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
    await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor({ state: 'detached' });
  });

  test('at the limit the API’s own sentence is shown, and what was entered is kept', async () => {
    await fixture.createMany(2);
    await page.goto('/console/workspaces/new');
    await page.getByText('You’ve reached the limit of 3 active workspaces.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('One too many');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    const alert = sheet().getByRole('alert');
    assert.match((await alert.textContent()) ?? '', /^The organization has reached its limit/);
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'One too many');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await sheet().waitFor({ state: 'detached' });
    await page.goto('/console/');
    await page.getByText('Limit reached').waitFor();
  });

  test('archiving asks for the name, and says what it ends', async () => {
    const [billing] = (await fixture.list()).filter(({ name }) => name === 'Billing, renamed');
    const scope = { type: 'workspace', workspace_id: billing?.id };
    for (const name of ['a', 'b'])
      await fixture.call('POST', '/x/v1/organizations/api_keys', { name, scope });
    await page.goto('/console/workspaces');
    await page
      .locator('tr', { hasText: 'Billing, renamed' })
      .locator('[data-column=keys]', { hasText: '2' })
      .waitFor();
    await page.getByRole('link', { name: 'Billing, renamed' }).click();
    await page.getByRole('button', { name: 'Archive workspace' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Archive this workspace?' });
    await dialog.getByText('Archiving can’t be undone').waitFor();
    await dialog.getByText('2 API keys stop working.').waitFor();
    await dialog.getByText('It no longer counts towards the organization’s limit').waitFor();
    await dialog.getByRole('textbox').fill('Billing');
    await page.keyboard.press('Enter');
    await dialog.getByText('That doesn’t match.').waitFor();
    assert.equal((await fixture.list()).length, 3, 'nothing was archived');
    await dialog.getByRole('textbox').fill('Billing, renamed');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('h1 ~ span', { hasText: 'Archived' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Archive workspace' }).count(), 0);
    assert.equal((await fixture.list()).length, 2);
  });

  test('an archived one says that it is read-only, wherever it could be changed', async () => {
    const edit = page.getByRole('button', { name: 'Edit' });
    assert.equal(await edit.getAttribute('aria-disabled'), 'true');
    assert.equal(await edit.getAttribute('aria-description'), 'Archived workspaces are read-only.');
    await edit.hover();
    await page.getByText('Archived workspaces are read-only.').waitFor();
    await page.keyboard.press('e');
    assert.doesNotMatch(page.url(), /edit/);
  });

  test('archived workspaces can be shown in the list', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workspaces' }).click();
    await page.getByText('2 active workspaces').waitFor();
    assert.deepEqual(await namesIn(page), ['Workspace 1', 'Workspace 0']);
    await page.getByRole('switch', { name: 'Archived' }).check();
    await page.getByText('3 workspaces').waitFor();
    assert.match(page.url(), /archived=true/);
    assert.deepEqual(await namesIn(page), ['Workspace 1', 'Workspace 0', 'Billing, renamed']);
  });

  test('the default workspace can be shown, and can’t be archived or renamed', async () => {
    await page.getByRole('switch', { name: 'Default' }).check();
    const row = page.locator('tbody tr', { hasText: 'Default' }).last();
    await row.locator('[data-column=status]', { hasText: 'Default' }).waitFor();
    await row.getByRole('button', { name: 'Actions for Default' }).click();
    const item = page.getByRole('menuitem', { name: 'Archive…' });
    await item.getByText('The default workspace can’t be archived.').waitFor();
    await page.keyboard.press('Escape');
    await row.getByRole('link').click();
    await page.getByText('The default workspace can’t be archived.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Archive workspace' }).count(), 0);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('The default workspace can’t be renamed.').waitFor();
    assert.equal(await page.getByLabel('Name', { exact: true }).isEditable(), false);
  });
});

describe('many workspaces at once', () => {
  let fixture: Fixture;
  let page: Page;

  before(async () => {
    fixture = await startFixture({ workspaceLimit: 100 });
    await fixture.createMany(6, (index) => ({ tags: { env: index % 2 ? 'prod' : 'dev' } }));
    page = await fixture.open('/workspaces');
    await page.getByText('6 active workspaces').waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a range is selected with Shift, and gets a tag', async () => {
    await page.getByLabel('Select Workspace 5').check();
    await page.getByLabel('Select Workspace 3').click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key', { exact: true }).fill('team');
    await page.getByLabel('Value', { exact: true }).fill('search');
    await page.getByRole('button', { name: 'Add tag', exact: true }).click();
    await page.getByText('3 selected').waitFor({ state: 'detached' });
    const tagged = (await fixture.list()).filter(({ tags }) => tags.team === 'search');
    assert.deepEqual(
      tagged.map(({ name }) => name),
      ['Workspace 5', 'Workspace 4', 'Workspace 3'],
    );
    assert.deepEqual(
      tagged.map(({ tags }) => tags.env),
      ['prod', 'dev', 'prod'],
      'other tags stay',
    );
  });

  test('a refusal in the middle says how many were done, and by what it was stopped', async () => {
    await fixture.archive((await fixture.list()).find(({ name }) => name === 'Workspace 4')?.id ?? '');
    await page.getByLabel('Select Workspace 5').check();
    await page.getByLabel('Select Workspace 4').check();
    await page.getByLabel('Select Workspace 3').check();
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key', { exact: true }).fill('more');
    await page.getByRole('button', { name: 'Add tag', exact: true }).click();
    await page.getByText('1 of 3 done. “Workspace 4”').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });

  test('archiving several asks for their number', async () => {
    await page.getByLabel('Select Workspace 0').check();
    await page.getByLabel('Select Workspace 1').check();
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Archive 2 workspaces?' });
    await dialog.getByText('Workspace 1, Workspace 0').waitFor();
    await dialog.getByRole('button', { name: 'Archive 2 workspaces' }).click();
    await dialog.getByText('That doesn’t match.').waitFor();
    await dialog.getByRole('textbox').fill('2');
    await dialog.getByRole('button', { name: 'Archive 2 workspaces' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('3 active workspaces').waitFor();
    assert.equal((await fixture.list()).length, 3);
  });

  test('on a phone the number of further tags stays on one line', async () => {
    const tags = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`a-long-key-${index}`, 'a-long-value']),
    );
    const { id } = await fixture.create({ name: 'Tagged', tags });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    const further = page.getByText('+48', { exact: true });
    const box = await further.boundingBox();
    await page.setViewportSize({ width: 1280, height: 800 });
    await fixture.archive(id);
    assert.equal(box?.height, 20);
  });

  test('columns and density are chosen, and stay so', async () => {
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'ID' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Tags' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Compact rows' }).click();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('columnheader', { name: 'ID' }).waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Tags' }).count(), 0);
    const row = await page.locator('tbody tr').first().boundingBox();
    assert.ok(row && row.height < 40, `a compact row, ${row?.height} px high`);
  });

  test('rows are sorted by their columns', async () => {
    await page.getByRole('button', { name: 'Name' }).click();
    assert.deepEqual(await namesIn(page), ['Workspace 2', 'Workspace 3', 'Workspace 5']);
    await page.getByRole('button', { name: 'Name' }).click();
    assert.deepEqual(await namesIn(page), ['Workspace 5', 'Workspace 3', 'Workspace 2']);
    assert.equal(
      await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort'),
      'descending',
    );
  });

  test('a view is saved under a name, reached again, and removed', async () => {
    await page.goto('/console/workspaces?tag=env%3Dprod');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Production');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Save this view' }).waitFor({ state: 'detached' });
    await page.reload();
    const views = page.getByRole('navigation', { name: 'Saved views' });
    await views.getByRole('link', { name: 'All' }).click();
    await page.getByText('3 active workspaces').waitFor();
    await views.getByRole('link', { name: 'Production' }).click();
    await page.getByText('2 workspaces match').waitFor();
    assert.match(page.url(), /tag=env%3Dprod$/);
    assert.equal(await views.locator('[aria-current=page]').innerText(), 'Production');
    await views.getByRole('button', { name: 'Remove view Production' }).click();
    await page.goto('/console/workspaces');
    await page.getByText('3 active workspaces').waitFor();
    assert.equal(await views.count(), 0);
  });

  test('all that the filters find are exported, safe for spreadsheets', async () => {
    await fixture.create({ name: '=cmd|x, "y"' });
    await page.reload();
    await page.getByText('4 active workspaces').waitFor();
    const exported = async (format: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const saved = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: format, exact: true }).click();
      const chunks = await Array.fromAsync(await (await saved).createReadStream());
      return Buffer.concat(chunks as Buffer[]).toString();
    };
    const csv = (await exported('CSV')).trimEnd().split('\r\n');
    assert.equal(csv.length, 5);
    assert.match(csv[0] ?? '', /^"id","name","created_at"/);
    assert.match(csv[1] ?? '', /^"wrkspc_\w+","'=cmd\|x, ""y""",/);
    const lines = (await exported('NDJSON'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines, await fixture.list());
  });
});

test('what others changed while the form was open stays, also through a reload', async () => {
  await using fixture = await startFixture();
  const made = await fixture.create({ name: 'Shared', tags: { env: 'prod' } });
  const path = `/v1/organizations/workspaces/${made.id}`;
  const page = await fixture.open(`/workspaces/${made.id}/edit`);
  await page.getByLabel('Name', { exact: true }).fill('Shared by all');
  await fixture.call('POST', path, { display_color: '#123456', tags: { owner: 'terraform' } });
  await page.reload();
  await page.getByText('terraform').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor({ state: 'detached' });
  const { name, display_color, tags } = await fixture.call<Workspace>('GET', path);
  assert.deepEqual(
    { name, display_color, tags },
    { name: 'Shared by all', display_color: '#123456', tags: { env: 'prod', owner: 'terraform' } },
  );
});

test('a key that may only read sees why it can’t change anything', async () => {
  await using fixture = await startFixture();
  const [made] = await fixture.createMany(1);
  const { raw_key: key } = await fixture.call<{ raw_key: string }>('POST', '/x/v1/admin_keys', {
    name: 'reader',
    scopes: ['read:workspaces'],
  });
  const page = await fixture.open('/workspaces', { key });
  const create = page.getByRole('button', { name: 'New workspace' });
  await create.waitFor();
  assert.equal(await create.getAttribute('aria-description'), 'Your key lacks the scope write:workspaces.');
  await page.keyboard.press('c');
  await page.locator('[data-column=members]').getByTitle('Your key can’t see this').waitFor();
  await page.getByRole('button', { name: 'Actions for Workspace 0' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).getByText('write:workspaces').waitFor();
  await page.keyboard.press('Escape');
  assert.doesNotMatch(page.url(), /new/);
  await page.goto(`/console/workspaces/${made?.id}`);
  const archive = page.getByRole('button', { name: 'Archive workspace' });
  assert.equal(await archive.getAttribute('aria-disabled'), 'true');
});

test('a key that may not even read workspaces is told so', async () => {
  await using fixture = await startFixture();
  const { raw_key: key } = await fixture.call<{ raw_key: string }>('POST', '/x/v1/admin_keys', {
    name: 'people',
    scopes: ['read:members'],
  });
  const page = await fixture.open('/workspaces', { key });
  await page.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
  const section = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workspaces' });
  assert.equal(await section.getAttribute('aria-description'), 'Your key lacks the scope read:workspaces.');
});

test('a search as a command repeats the flag for each tag, which may have a comma', async () => {
  await using fixture = await startFixture();
  await fixture.call('POST', '/v1/organizations/workspaces', { name: 'One', tags: { list: 'a,b', env: '' } });
  const page = await fixture.open('/workspaces?tag=list%3Da%2Cb&tag=env');
  await page.locator('tbody').getByRole('link', { name: 'One' }).waitFor();
  await page.getByText('This list as a call').click();
  await page.getByRole('tab', { name: 'CLI' }).click();
  const shown = (await page.getByRole('tabpanel', { name: 'CLI' }).locator('pre').textContent()) ?? '';
  assert.match(shown, /^workspaced workspaces search .*--tag list=a,b --tag env( |$)/);
});
