import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { startServer } from '../src/server.ts';
import { unpackedChromium } from '../tests/console/browser.ts';
import { signIn } from '../tests/console/fixture.ts';
import { atExit, temporaryDirectory } from './lib/teardown.ts';

// Lighthouse on the console of a server with 219 workspaces: signing in, the overview and the list, each five times as on a
// phone, whose processor is a quarter as fast, and once as on a desk. Prints the medians; exits 1 if one is below 95.
// Lighthouse comes from npm: 12, since with 13.5 the Chromium of the tests cancels every document that has a Referrer-Policy.
// Run it on a machine that does nothing else: what slows the browser slows the phone fourfold.

const least = 95;
const pages = ['/', '/workspaces'];
const forms = { phone: { preset: [], runs: 5 }, desk: { preset: ['--preset=desktop'], runs: 1 } };

interface Report {
  categories: Record<string, { title: string; score: number }>;
  audits: Record<string, { numericValue: number }>;
}

const execute = promisify(execFile);
const folder = temporaryDirectory('lighthouse');
await execute('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, 'lighthouse@12']);
const program = join(folder, 'node_modules/lighthouse/cli/index.js');

await using server = await startServer({ sandbox: false, workspaceLimit: 1000 });
for (let index = 0; index < 219; index++) {
  const made = await fetch(`${server.baseURL}/v1/organizations/workspaces`, {
    method: 'POST',
    headers: { 'x-api-key': server.adminKey },
    body: JSON.stringify({ name: `Workspace ${index}`, tags: { env: index % 2 ? 'prod' : 'dev' } }),
  });
  assert.ok(made.ok, await made.text());
}

const port = await startBrowser();
await measure('sign in', '/');
const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
const page = (await browser.contexts()[0]?.newPage()) ?? assert.fail();
await page.goto(`${server.baseURL}/console/`);
await signIn(page, server.adminKey);
await page.close();
for (const path of pages) await measure(path, path);
await browser.close();

/** Starts Chromium and returns the port that it is told what to do on. */
async function startBrowser(): Promise<number> {
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', profile];
  const child = spawn(await unpackedChromium(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  atExit(() => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      const [, port] = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      if (port) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error('Chromium ended before it listened')));
  });
}

async function measure(name: string, path: string): Promise<void> {
  for (const [form, { preset, runs }] of Object.entries(forms)) {
    const reports: Report[] = [];
    for (let run = 0; run < runs; run++) {
      const output = join(folder, 'report.json');
      const options = [
        `--port=${port}`,
        '--disable-storage-reset',
        '--output=json',
        `--output-path=${output}`,
      ];
      const args = [program, `${server.baseURL}/console${path}`, '--quiet', ...options, ...preset];
      await execute(process.execPath, args);
      reports.push(JSON.parse(await readFile(output, 'utf8')) as Report);
    }
    const scores = Object.entries(reports[0]?.categories ?? {}).map(([id, { title }]) => {
      const score = Math.round(100 * median(reports.map((report) => report.categories[id]?.score ?? 0)));
      if (score < least) process.exitCode = 1;
      return `${title} ${score}`;
    });
    const blocked = median(
      reports.map(({ audits }) => audits['total-blocking-time']?.numericValue ?? Number.NaN),
    );
    console.log(`${name}, ${form}: ${scores.join(', ')}; blocked for ${Math.round(blocked)} ms`);
  }
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
