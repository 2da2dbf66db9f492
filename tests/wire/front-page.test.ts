import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { organization } from './harness.ts';
import { notFound } from './shapes.ts';

const caller = await organization();
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('GET /', () => {
  it('a browser gets a page, and every link works', async () => {
    const page = await fetch(caller.url, { headers: { accept: browser } });
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    const links = [...(await page.text()).matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
    assert.deepEqual(links, ['/console/', '/docs', '/healthz', '/readyz']);
    for (const link of links) assert.equal((await fetch(caller.url + link)).status, 200, link);
  });

  it('404 for other clients, and for every other method', async () => {
    notFound(await caller.get('/'), 'Not found');
    notFound(await caller.get('/', { accept: 'application/json' }), 'Not found');
    notFound(await caller.post('/', '{}', { accept: browser }), 'Not found');
  });
});
