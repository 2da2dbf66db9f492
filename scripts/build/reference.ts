import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import scalar from '@scalar/fastify-api-reference';
import Fastify from 'fastify';
import { root } from '../root.ts';
import type { Licence } from './licences.ts';

const sources = join(root, 'src/docs');

/** Makes the page that shows the API, with all that it loads. Answers whose code is in it. */
export async function buildReference(folder: string): Promise<Licence[]> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  const scripts = {
    'scalar.js': await rendererScript(),
    'start.js': await readFile(join(sources, 'start.js')),
  };
  let page = await readFile(join(sources, 'index.html'), 'utf8');
  for (const [name, content] of Object.entries(scripts)) {
    const asset = await writeAsset(join(folder, 'assets'), name, content);
    page = page.replace(`src="${name}"`, `src="/docs/assets/${asset}"`);
  }
  await writeFile(join(folder, 'index.html'), page);
  return [await rendererLicence()];
}

/** The browser's part of Scalar, as its plugin serves it. */
async function rendererScript(): Promise<Buffer> {
  const app = Fastify();
  await app.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { statusCode, rawPayload } = await app.inject('/docs/js/scalar.js');
  if (statusCode !== 200) throw new Error(`the plugin answers ${statusCode} for its script`);
  return rawPayload;
}

async function rendererLicence(): Promise<Licence> {
  const folder = fileURLToPath(new URL('..', import.meta.resolve('@scalar/fastify-api-reference')));
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { name, version, identifier: license, text: await readFile(join(folder, 'LICENSE'), 'utf8') };
}

/** Keeps an asset as Brotli alone, for the renderer is large, and answers its name, which tells its content. */
async function writeAsset(folder: string, name: string, content: Buffer): Promise<string> {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const asset = name.replace('.', `-${hash}.`);
  // The last two levels of quality save a tenth more and take five times as long.
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  await writeFile(join(folder, `${asset}.br`), await promisify(brotliCompress)(content, { params }));
  return asset;
}
