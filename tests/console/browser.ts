import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import chromiumPackage from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');

/** Where the console's build lies. */
export const build = join(root, 'dist', 'console');

/** The scripts and styles of the build by name, as browsers run them. */
export function readAssets(): Map<string, Buffer> {
  const folder = join(build, 'assets');
  const names = readdirSync(folder).filter((name) => /\.(js|css)\.br$/.test(name));
  return new Map(
    names.map((name) => [name.replace('.br', ''), brotliDecompressSync(readFileSync(join(folder, name)))]),
  );
}

/** Builds the program with its console, unless that was done before. */
export function ensureBuild(): void {
  if (existsSync(join(build, 'index.html'))) return;
  execFileSync(process.execPath, [join(root, 'scripts', 'build.ts')]);
}

/** A real Chromium, in which every page is watched: what breaks the policy or the page fails the test at `close`. */
export interface TestBrowser extends AsyncDisposable {
  /** A new page in a context of its own. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function launch(): Promise<TestBrowser> {
  const options = { executablePath: await unpackedChromium(), args: ['--no-sandbox', '--disable-gpu'] };
  // Chromium sometimes crashes before its first page.
  const program = await chromium.launchServer(options).catch(() => chromium.launchServer(options));
  const browser = await chromium.connect(program.wsEndpoint());
  const faults: string[] = [];
  const close = async () => {
    // It keeps nothing, and a kill can’t hang.
    await program.kill();
    assert.deepEqual(faults, [], 'faults that the browser reported');
  };
  return { newPage: (options) => newPage(browser, faults, options), close, [Symbol.asyncDispose]: close };
}

async function newPage(browser: Browser, faults: string[], options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`));
  page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`));
  page.on('console', (message) => {
    // Chromium also reports every answer of 400 and above, which tests provoke on purpose, and code that didn't come.
    const expected =
      /^Failed to load (resource|module script)|Failed to fetch dynamically imported module/.test(
        message.text(),
      );
    if (!expected && ['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== '127.0.0.1' && protocol !== 'data:') faults.push(`request to ${request.url()}`);
  });
  return page;
}

/** Chromium as the package unpacks it, once for each user of a machine and whole, however many tests start at once. */
export async function unpackedChromium(): Promise<string> {
  const manifest = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const place = join(tmpdir(), `workspaced-chromium-${version}-${userInfo().uid}`);
  if (!existsSync(place)) {
    const fresh = await mkdtemp(`${place}-`);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = fresh;
    await chromiumPackage.executablePath();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rename(fresh, place).catch(() => rm(fresh, { recursive: true }));
  }
  return join(place, 'chromium');
}
