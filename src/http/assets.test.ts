import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Fastify from 'fastify';
import { mountAssets } from './assets.ts';

const folder = mkdtempSync(join(tmpdir(), 'workspaced-assets-'));
after(() => rmSync(folder, { recursive: true }));
const page = '<!doctype html>\n<html lang="en">\n  <head><title>“π”</title></head>\n</html>\n';
for (const site of ['console', 'docs']) {
  mkdirSync(join(folder, site));
  writeFileSync(join(folder, site, 'index.html'), page);
}

/** A page as a server sends it. */
async function sent(path: string, isSandbox: boolean): Promise<string> {
  const app = Fastify();
  mountAssets(app, isSandbox, folder);
  const { body, headers } = await app.inject(path);
  assert.equal(headers['content-length'], String(Buffer.byteLength(body)));
  await app.close();
  return body;
}

test('the console’s pages tell whether the server is a sandbox', async () => {
  for (const path of ['/console', '/console/', '/console/workspaces/x']) {
    assert.equal(await sent(path, false), page);
    assert.equal(await sent(path, true), page.replace('<html lang="en">', '<html lang="en" data-sandbox>'));
  }
});

test('the reference is the same in a sandbox', async () => {
  assert.equal(await sent('/docs', true), page);
});
