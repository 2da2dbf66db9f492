import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readAssets } from './browser.ts';
import { type Fixture, startFixture } from './fixture.ts';

describe('the console is safe to open', () => {
  let fixture: Fixture;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(fixture.server.baseURL + path, { headers, redirect: 'manual' });

  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('every page has a strict Content-Security-Policy', async () => {
    for (const path of ['/console', '/console/', '/console/workspaces', '/console/workspaces/wrkspc_x?q=1']) {
      const { status, headers } = await get(path);
      assert.equal(status, 200, path);
      assert.match(headers.get('content-type') ?? '', /^text\/html/);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
          const [name = '', ...sources] = directive.split(' ');
          return [name, sources.join(' ')];
        }),
      );
      assert.equal(policy.get('default-src'), "'none'");
      for (const own of ['script-src', 'style-src', 'connect-src']) assert.equal(policy.get(own), "'self'");
      for (const none of ['frame-ancestors', 'base-uri', 'form-action'])
        assert.equal(policy.get(none), "'none'");
      assert.doesNotMatch([...policy.values()].join(' '), /unsafe|https?:|\*/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('referrer-policy') ?? '', /^(no-referrer|same-origin|strict-origin)$/);
      assert.match(headers.get('cache-control') ?? '', /no-cache|no-store/);
    }
  });

  test('assets are kept for ever under their hashed names, and sent compressed', async () => {
    const assets = [...readAssets().keys()];
    assert.ok(assets.length > 5);
    for (const name of assets) {
      assert.match(name, /-[\w-]{8}\.(js|css)$/);
      for (const encoding of ['br', 'gzip']) {
        const { status, headers } = await get(`/console/assets/${name}`, { 'accept-encoding': encoding });
        assert.equal(status, 200);
        assert.equal(headers.get('content-encoding'), encoding, name);
        assert.match(headers.get('cache-control') ?? '', /max-age=31536000.*immutable/);
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
      }
    }
    assert.equal((await get('/console/assets/nothing.js')).status, 404);
  });

  test('a name that is markup is shown as text everywhere', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await fixture.create({ name, tags: { '<b>': '<script>alert(2)</script>' } });
    const page = await fixture.open('/');
    await page.getByRole('link', { name: 'Workspaces', exact: true }).click();
    await shows(page, name, 'tbody');
    await shows(page, '<script>alert(2)</script>', 'tbody');
    await page.locator('tbody').getByRole('link', { name }).click();
    await shows(page, name, 'h1');
    await shows(page, name, 'dl');
    assert.equal(await page.title(), `${name} · workspaced`);
    await page.getByRole('button', { name: 'Edit' }).click();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), name);
    await page.getByLabel('Name', { exact: true }).fill(`${name}!`);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await shows(page, name, '[aria-label=Notifications]');
    await page.getByRole('button', { name: 'Archive workspace' }).click();
    await shows(page, `${name}!`, '[role=alertdialog]');
    assert.equal(await page.locator('img[src=x], dl b, main script').count(), 0);
  });

  test('a blank name is shown as the id, and confirmed by typing “archive”', async () => {
    const { id } = await fixture.create({ name: ' \u200b' });
    const page = await fixture.open('/workspaces');
    await page.getByRole('link', { name: id }).click();
    await shows(page, id, 'h1');
    await page.getByRole('button', { name: 'Archive workspace' }).click();
    await page.getByLabel('Type archive to confirm').fill('archive');
    await page.keyboard.press('Enter');
    await shows(page, id, '[aria-label=Notifications]');
  });

  test('the curl line can be pasted whatever the name holds', async () => {
    await fixture.create({ name: "it's; $(x) `y`" });
    const page = await fixture.open('/workspaces?q=it');
    await page.locator('[data-row-link]').click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill("it's; $(x) `z`");
    const form = page.getByRole('dialog');
    await form.getByText('The same as code').click();
    await form.getByText(`-d '{ "name": "it'\\''s; $(x) \`z\`" }'`).waitFor();
  });
});

/** The text stands there as it is. */
async function shows(page: Page, text: string, place: string): Promise<void> {
  // The page before may have such a place too.
  const found = page.locator(place).filter({ hasText: text }).first();
  await found.waitFor();
  assert.ok((await found.textContent())?.includes(text), `${place} shows ${text}`);
}
