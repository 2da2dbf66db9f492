import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { driveProgram, driveServer, installed, start } from '../scripts/package/drive.ts';
import { install, pack } from '../scripts/package/pack.ts';
import { launch } from './console/browser.ts';
import { forEachDatabase } from './databases.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const node = process.execPath;
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const folder = mkdtempSync(join(tmpdir(), 'workspaced-package-'));
const consumer = join(folder, 'consumer');
const shipped = join(consumer, 'node_modules/workspaced/dist');
const program = installed(consumer, node);

/** What a module of the package imports, statically (`from`) or lazily. */
function imports(
  file: string,
  how = /\bfrom "([^"]+)"|\bimport\("([^"]+)"\)|\b__require\("([^"]+)"\)/g,
): string[] {
  const text = readFileSync(join(shipped, file), 'utf8');
  return [...text.matchAll(how)].map((found) => found.slice(1).find((path) => path !== undefined) ?? '');
}

/** All modules that are loaded with this one. */
function loaded(file: string, before: string[] = []): string[] {
  if (before.includes(file)) return before;
  const own = imports(file, /^(?:import|export) .*?from "\.\/([^"]+)"|^import "\.\/([^"]+)"/gm);
  return own.reduce((all, each) => loaded(each, all), [...before, file]);
}

describe('the package', () => {
  let tarball: string;

  before(async () => {
    tarball = await pack(folder);
    await install(consumer, [tarball], '--offline', '--ignore-scripts');
  });
  after(() => rmSync(folder, { recursive: true }));

  test('is small and has only the build and its documents', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
    const [listed] = JSON.parse(stdout) as { files: { path: string }[] }[];
    const others = listed?.files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
    assert.deepEqual(others, ['LICENSE', 'README.md', 'package.json', 'state.schema.json']);
    const files = globSync('**/*.*', { cwd: shipped });
    const strange = files.filter(
      (file) => !/\.(js|d\.ts|sql|html|css|svg|woff2|txt)(\.br|\.gz)?$/.test(file),
    );
    assert.deepEqual(strange, []);
    assert.ok(statSync(tarball).size < 2_200_000, `${statSync(tarball).size} bytes`);
  });

  test('needs nothing but Node', () => {
    assert.deepEqual(
      globSync('node_modules/*', { cwd: consumer }).map((path) => basename(path)),
      ['workspaced'],
    );
    const modules = globSync('*.js', { cwd: shipped });
    const foreign = modules
      .flatMap((file) => imports(file))
      .filter((path) => !path.startsWith('./') && !isBuiltin(path));
    assert.deepEqual(foreign, ['pg-native']);
  });

  test('loads few modules at startup, and others only when needed', () => {
    const modules = [...loaded('main.js'), ...loaded('program.js')];
    assert.ok(modules.length < 15, modules.join(' '));
    for (const lazy of ['postgres.js', 'pino-pretty.js', 'cors.js']) {
      assert.ok(statSync(join(shipped, lazy)).isFile());
      assert.ok(!modules.includes(lazy), lazy);
    }
  });

  test('names all authors of bundled code', () => {
    const text = readFileSync(join(shipped, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    const some = 'fastify ajv commander pg pino prom-client typebox react @scalar/fastify-api-reference';
    for (const name of some.split(' ')) {
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });

  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    test(`has self-contained types, for ${resolution}`, async () => {
      const file = join(consumer, `${module}.ts`);
      writeFileSync(
        file,
        `import { type Server, type ServerOptions, startServer } from 'workspaced';
         const options: ServerOptions = { workspaceLimit: 3, workspaceGeos: ['eu'] };
         const server: Server = await startServer(options);
         export const url: string = server.baseURL;
         await server[Symbol.asyncDispose]();
         // @ts-expect-error a setting that isn't there
         await startServer({ colour: 'red' });
         // @ts-expect-error a value of another type
         await startServer({ port: '4010' });`,
      );
      const options = `--noEmit --strict --target es2022 --lib es2022 --module ${module} --moduleResolution ${resolution}`;
      await run(node, [tsc, ...options.split(' '), file], { cwd: consumer });
    });
  }

  test('starts a server for tests', () => driveServer(consumer, node));

  forEachDatabase((kind) => {
    test('keeps workspaces across a restart', async () =>
      driveProgram(program, '--database', await kind.url()));
  });

  describe('when it runs', () => {
    const begin = (...flags: string[]) => start(program, ['--database', ':memory:', ...flags]);

    test('writes readable logs and allows CORS if configured', async () => {
      const origin = 'https://console.example.com';
      await using server = await begin('--log-format', 'pretty', '--cors-origins', origin);
      const { headers } = await fetch(`${server.baseURL}/healthz`, { headers: { origin } });
      assert.equal(headers.get('access-control-allow-origin'), origin);
    });

    test('shows the reference and the console, from nowhere else and within their policy', async () => {
      await using server = await begin();
      await using browser = await launch();
      const page = await browser.newPage({ baseURL: server.baseURL });
      await page.goto('/docs');
      await page.getByRole('link', { name: 'Create a workspace' }).waitFor({ timeout: 30_000 });
      await page.goto('/console');
      await page.getByRole('textbox').first().waitFor({ timeout: 30_000 });
    });

    test('sends the reference in the encoding that the client accepts', async () => {
      await using server = await begin();
      const page = await fetch(`${server.baseURL}/docs`).then((answer) => answer.text());
      const [script = ''] = /\/docs\/assets\/start-[^"]+/.exec(page) ?? [];
      for (const [accepted, sent] of [
        ['br', 'br'],
        ['identity', null],
        ['gzip, br;q=0', 'gzip'],
      ] as const) {
        const { status, headers } = await fetch(server.baseURL + script, {
          headers: { 'accept-encoding': accepted },
        });
        assert.deepEqual([status, headers.get('content-encoding')], [200, sent], accepted);
        assert.match(headers.get('cache-control') ?? '', /immutable/);
        assert.equal(headers.get('vary'), 'accept-encoding');
      }
      assert.equal((await fetch(`${server.baseURL}/docs/assets/..%2Findex.html`)).status, 404);
    });
  });
});
