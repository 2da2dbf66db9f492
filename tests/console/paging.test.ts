import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Fixture, namesIn, startFixture } from './fixture.ts';

const geos = ['us', 'eu'];

describe('a list of 250', () => {
  let fixture: Fixture;
  let page: Page;
  const pages = [0, 1, 2, 3, 4].map((turn) =>
    Array.from({ length: 50 }, (_, index) => `Workspace ${249 - 50 * turn - index}`),
  );
  const shown = async (turn: number) => {
    await page.getByRole('link', { name: pages[turn]?.[0], exact: true }).waitFor();
    await page.locator('table[aria-busy=false]').waitFor();
    assert.deepEqual(await namesIn(page), pages[turn]);
  };

  before(async () => {
    fixture = await startFixture({
      workspaceLimit: 1000,
      workspaceGeos: geos,
      inferenceGeos: ['global', ...geos],
    });
    await fixture.createMany(250, (index) => ({
      tags: index % 5 === 0 ? { env: 'prod', team: `t${index % 3}` } : { env: 'production' },
      data_residency: {
        workspace_geo: geos[index % 2],
        ...(index % 10 === 0 && { allowed_inference_geos: ['eu'], default_inference_geo: 'eu' }),
      },
    }));
    page = await fixture.open('/workspaces');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('can be paged forward to its end and back, without gaps or repeats', async () => {
    for (const turn of [0, 1, 2, 3, 4]) {
      await shown(turn);
      if (turn < 4) await page.getByRole('button', { name: 'Older' }).click();
    }
    assert.equal(await page.getByRole('button', { name: 'Older' }).isDisabled(), true);
    for (const turn of [3, 2, 1, 0]) {
      await page.getByRole('button', { name: 'Newer' }).press('Enter');
      await page.locator('h1:focus').waitFor();
      await shown(turn);
    }
    assert.equal(await page.evaluate('scrollY'), 0);
    assert.equal(await page.getByRole('button', { name: 'Newer' }).isDisabled(), true);
  });

  test('keeps its page through a reload, and the browser’s own back and forward', async () => {
    await page.goto('/console/workspaces');
    await page.getByRole('button', { name: 'Older' }).click();
    await shown(1);
    await page.getByRole('button', { name: 'Older' }).click();
    await shown(2);
    assert.match(page.url(), /after_id=wrkspc_/);
    await page.reload();
    await shown(2);
    await page.goBack();
    await shown(1);
    await page.goForward();
    await shown(2);
    await page.getByRole('button', { name: 'Newest' }).click();
    await shown(0);
  });

  test('is filtered by name over all pages, and survives a reload', async () => {
    await page.goto('/console/workspaces');
    await page.getByLabel('Search by name').fill('SPACE 10');
    await page.getByText('11 of 250 workspaces match').waitFor();
    assert.deepEqual(
      await namesIn(page),
      [109, 108, 107, 106, 105, 104, 103, 102, 101, 100, 10].map((number) => `Workspace ${number}`),
    );
    await page.reload();
    await page.getByText('11 of 250 workspaces match').waitFor();
    assert.equal(await page.getByLabel('Search by name').inputValue(), 'SPACE 10');
    await page.getByLabel('Search by name').fill('no such');
    await page.getByRole('heading', { name: 'No workspaces found' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shown(0);
  });

  test('is filtered by tag: typed in part, or clicked', async () => {
    await page.goto('/console/workspaces');
    await page.getByLabel('Tag or key=value').fill('PROD');
    await page.getByText('250 of 250 workspaces match').waitFor();
    await page.getByRole('button', { name: 'env prod', exact: true }).first().click();
    await page.getByText('50 of 250 workspaces match').waitFor();
    const tag = page.getByLabel('Tag or key=value');
    assert.equal(await tag.inputValue(), 'env=prod');
    await page.goBack();
    await page.getByText('250 of 250 workspaces match').waitFor();
    assert.equal(await tag.inputValue(), 'PROD');
    await tag.fill('TEAM=T');
    await page.getByText('50 of 250 workspaces match').waitFor();
    await tag.fill('TEAM=T1');
    await page.getByText('16 of 250 workspaces match').waitFor();
  });

  test('is searched by id or name, ignoring surrounding spaces', async () => {
    const [newest] = await fixture.list();
    await page.goto('/console/workspaces');
    await page.getByLabel('Search by name').fill(` ${newest?.id} `);
    await page.getByText('1 of 250 workspaces match').waitFor();
    assert.deepEqual(await namesIn(page), ['Workspace 249']);
    await page.getByLabel('Search by name').fill(' workspace 99 ');
    await page.getByRole('link', { name: 'Workspace 99' }).waitFor();
    await page.getByText('1 of 250 workspaces match').waitFor();
  });

  test('is filtered by workspace geo, allowed inference geo and default inference geo', async () => {
    await page.goto('/console/workspaces');
    for (const [label, found] of [
      ['Data stored in eu', 125],
      ['Inference allowed in us', 225],
      ['Inference allowed in eu', 250],
      ['Default inference in eu', 25],
      ['Default inference in global', 225],
    ] as const) {
      await page.getByLabel('Geo').selectOption({ label });
      await page.getByText(`${found} of 250 workspaces match`).waitFor();
    }
  });

  test('the overview counts them by geo, and its bars lead to the list', async () => {
    await page.goto('/console/');
    await page.getByRole('img', { name: /^0 active workspaces on .*, 250 now$/ }).waitFor();
    await page.getByText('250 of 1,000').waitFor();
    await page.getByRole('link', { name: 'eu 25', exact: true }).click();
    await page.getByText('25 of 250 workspaces match').waitFor();
    assert.match(page.url(), /geo=default_inference_geo%3Aeu/);
  });
});

test('an empty page says whether there are no workspaces, none active, or none left on the page', async () => {
  await using fixture = await startFixture();
  const [made] = await fixture.createMany(1);
  const page = await fixture.open(`/workspaces?after_id=${made?.id}`);
  await page.getByRole('heading', { name: 'This page is empty now' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Newer' }).count(), 0);
  await page.getByRole('button', { name: 'First page' }).click();
  await page.getByRole('link', { name: 'Workspace 0' }).waitFor();
  await fixture.archive(made?.id ?? '');
  await page.reload();
  await page.getByRole('heading', { name: 'No active workspaces' }).waitFor();
  await page.getByRole('button', { name: 'Show archived' }).click();
  await page.getByRole('link', { name: 'Workspace 0' }).waitFor();
  assert.match(page.url(), /archived=true/);
});

test('of thousands of rows only those in view are rendered', async () => {
  await using fixture = await startFixture({ workspaceLimit: 10_000 });
  const batch = Array.from({ length: 30 }, (_, lane) =>
    (async () => {
      for (let index = 0; index < 100; index++) await fixture.create({ name: `Row ${lane}-${index}` });
    })(),
  );
  await Promise.all(batch);
  const page = await fixture.open('/workspaces?q=row');
  await page.getByText('3,000 of 3,000 workspaces match').waitFor();
  assert.equal(await page.locator('table').getAttribute('aria-rowcount'), '3001');
  const oldest = (await fixture.list()).length;
  assert.equal(oldest, 1000);
  for (let turn = 0; turn < 10; turn++) {
    await page.mouse.wheel(0, 3000);
    await page.locator('tbody tr[data-index]').first().waitFor();
    assert.ok((await page.locator('tbody tr').count()) < 80, 'only what is in sight is drawn');
  }
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  await page.locator('tr[aria-rowindex="3001"]').getByRole('link').waitFor();
});
