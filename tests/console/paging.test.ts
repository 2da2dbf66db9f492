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
    await page.getByLabel('Search by name or ID').fill('SPACE 10');
    await page.getByText('11 workspaces match').waitFor();
    assert.deepEqual(
      await namesIn(page),
      [109, 108, 107, 106, 105, 104, 103, 102, 101, 100, 10].map((number) => `Workspace ${number}`),
    );
    await page.reload();
    await page.getByText('11 workspaces match').waitFor();
    assert.equal(await page.getByLabel('Search by name or ID').inputValue(), 'SPACE 10');
    await page.getByLabel('Search by name or ID').fill('no such');
    await page.getByRole('heading', { name: 'No workspaces found' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shown(0);
  });

  test('a filtered list is paged too', async () => {
    await page.goto('/console/workspaces?tag=env%3Dproduction');
    await page.getByText('200 workspaces match').waitFor();
    const first = await namesIn(page);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL(/tag=env%3Dproduction.*after_id=wrkspc_/);
    await page.locator('table[aria-busy=false]').waitFor();
    await page.getByRole('link', { name: 'Workspace 187', exact: true }).waitFor();
    assert.deepEqual(
      first.filter((name) => name === 'Workspace 187'),
      [],
    );
    const sort = page.getByRole('button', { name: 'Name' });
    assert.match(
      (await sort.getAttribute('aria-description')) ?? '',
      /^Only lists of one page can be sorted/,
    );
  });

  test('is filtered by ten tags at most, and says so', async () => {
    const tags = Array.from({ length: 11 }, (_, index) => `tag=t${index}`);
    await page.goto(`/console/workspaces?${tags.slice(0, 10).join('&')}`);
    await page.getByRole('heading', { name: 'No workspaces found' }).waitFor();
    const input = page.getByLabel('Filter by tag');
    assert.equal(await input.getAttribute('placeholder'), '10 tags at most');
    assert.equal(await input.getAttribute('aria-description'), 'Remove a tag to filter by another.');
    assert.equal(await input.isEditable(), false);
    await page.goto(`/console/workspaces?${tags.join('&')}`);
    await page.getByText(/^tag: .*at most 10/).waitFor();
    await page.getByRole('button', { name: 'Remove filter t10' }).click();
    await page.getByRole('heading', { name: 'No workspaces found' }).waitFor();
  });

  test('is filtered by tags: typed, or clicked; all of them must match', async () => {
    await page.goto('/console/workspaces');
    const tag = page.getByLabel('Filter by tag');
    await tag.fill('team');
    await tag.press('Enter');
    await page.getByText('50 workspaces match').waitFor();
    await tag.fill('team=t1');
    await tag.press('Enter');
    await page.getByText('16 workspaces match').waitFor();
    await page.getByRole('button', { name: 'Remove filter team=t1' }).click();
    await page.getByText('50 workspaces match').waitFor();
    await page.getByRole('button', { name: 'env prod', exact: true }).first().click();
    await page.getByRole('button', { name: 'Remove filter env=prod' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Remove filter team', exact: true }).waitFor();
  });

  test('is searched by ID, ignoring surrounding spaces', async () => {
    const [newest] = await fixture.list();
    await page.goto('/console/workspaces');
    await page.getByLabel('Search by name or ID').fill(` ${newest?.id} `);
    await page.getByText('1 workspace matches').waitFor();
    assert.deepEqual(await namesIn(page), ['Workspace 249']);
    await page.getByLabel('Search by name or ID').fill(' workspace 99 ');
    await page.getByRole('link', { name: 'Workspace 99' }).waitFor();
  });

  test('is filtered by geo', async () => {
    await page.goto('/console/workspaces');
    for (const [label, found] of [
      ['Geo: eu', 150],
      ['Geo: global', 225],
      ['Geo: us', 125],
    ] as const) {
      await page.getByLabel('Geo', { exact: true }).selectOption({ label });
      await page.getByText(`${found} workspaces match`).waitFor();
    }
  });

  test('the overview counts them by geo, and its bars lead to the list', async () => {
    await page.goto('/console/');
    await page.getByRole('img', { name: /^0 active workspaces on .*, 250 now$/ }).waitFor();
    await page.getByText('250 of 1,000').waitFor();
    await page.getByRole('link', { name: 'eu 25', exact: true }).click();
    await page.getByText('150 workspaces match').waitFor();
    assert.match(page.url(), /geo=eu/);
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

test('of 5,000 workspaces, neither the overview nor a filter downloads more than 50 KB', async () => {
  await using fixture = await startFixture({ workspaceLimit: 10_000 });
  const lanes = Array.from({ length: 50 }, async (_, lane) => {
    for (let index = 0; index < 100; index++) {
      await fixture.create({ name: `Row ${lane}-${index}`, tags: { team: `t${lane}` } });
    }
  });
  await Promise.all(lanes);
  const page = await fixture.open('/');
  await page.getByText('5,000 of 10,000').waitFor();
  const transferred = () =>
    page.evaluate<number>(
      "performance.getEntriesByType('resource').filter(({ name }) => /\\/v1\\//.test(name)).reduce((sum, entry) => sum + entry.transferSize, 0)",
    );
  assert.ok((await transferred()) < 50 * 1024, `overview: ${await transferred()} bytes`);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workspaces' }).click();
  await page.getByText('5,000 active workspaces').waitFor();
  await page.locator('[data-column=keys]', { hasText: '0' }).first().waitFor();
  await page.evaluate('performance.clearResourceTimings()');
  await page.getByLabel('Search by name or ID').fill('row 4');
  await page.getByText('1,100 workspaces match').waitFor();
  await page.locator('table[aria-busy=false]').waitFor();
  assert.ok((await transferred()) < 50 * 1024, `filter: ${await transferred()} bytes`);
  assert.equal(await page.locator('tbody tr').count(), 50);
});

test('a page of 50 rows takes one stop of the Tab key, and arrows move inside it', async () => {
  await using fixture = await startFixture();
  await fixture.createMany(52, () => ({ tags: { env: 'prod', team: 'search' } }));
  const page = await fixture.open('/workspaces');
  await page.getByText('52 active workspaces').waitFor();
  await page.getByRole('button', { name: 'Older' }).waitFor();
  const stops: string[] = [];
  await page.getByRole('link', { name: 'Skip to content' }).focus();
  for (let stop = 0; stop < 60; stop++) {
    stops.push(
      await page.evaluate('(document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()'),
    );
    if (stops.at(-1)?.startsWith('This list as a call')) break;
    await page.keyboard.press('Tab');
  }
  assert.equal(stops.at(-1), 'This list as a call', `${stops.length} stops`);
  assert.deepEqual(
    stops.filter((name) => name.startsWith('Workspace ')),
    ['Workspace 51'],
  );
  await page.getByRole('link', { name: 'Workspace 51' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('link', { name: 'Workspace 50' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'env prod' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await page.getByText('1 selected').waitFor();
  await page.keyboard.press('End');
  await page.getByRole('link', { name: 'Workspace 2', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Workspace 2' }).waitFor();
});
