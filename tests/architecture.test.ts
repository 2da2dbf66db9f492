import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const list = (pattern: string) => globSync(pattern, { cwd: root, exclude: ['**/node_modules'] }).sort();
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const code = (file: string) => read(file).replaceAll(/^\s*\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
const sources = list('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'));

/** What a file imports, statically or lazily: our files by their path from the root, packages by their name. */
function imports(file: string): string[] {
  const found = code(file).matchAll(/(?:\bfrom\s|\bimport\(|^import\s)\s*['"]([^'"\s]+)['"]/gm);
  return [...found].map(([, path = '']) => (path.startsWith('.') ? join(dirname(file), path) : path));
}

/** Fails for each import of these files that isn't allowed to them. */
function only(files: string[], allowed: (path: string, file: string) => boolean): void {
  assert.ok(files.length > 0, 'the rule is about no file');
  const broken = files.flatMap((file) =>
    imports(file)
      .filter((path) => !allowed(path, file))
      .map((path) => `${file} imports ${path}`),
  );
  assert.deepEqual(broken, []);
}

/** Fails for each source, other than these, whose code has this. */
function nowhereBut(files: RegExp, pattern: RegExp): void {
  const found = sources.filter((file) => pattern.test(code(file)));
  assert.deepEqual(
    found.filter((file) => !files.test(file)),
    [],
  );
}

const isContract = (path: string) =>
  /^src\/(contract\/[^/]+|api\/[^/]+\/(contract|reference\/[^/]+))\.ts$/.test(path);
/** What every store stands on. */
const isBasis = (path: string) =>
  /^src\/db\/(database|look-ups|organization-rows|replica|walk)\.ts$/.test(path);
const isOfResource = (path: string) => path.startsWith('src/api/');

describe('imports', () => {
  test('none has a computed path', () => {
    nowhereBut(/^$/, /\bimport\((?!\s*['"][^'"]+['"]\s*\))|\brequire\(|\bcreateRequire\b/);
  });

  test('contracts and their reference import each other and the schema library', () => {
    only(sources.filter(isContract), (path) => isContract(path) || path === 'typebox');
  });

  test('handlers import contracts, call.ts and other files of resources, but no other handlers', () => {
    only(
      sources.filter((file) => basename(file) === 'handlers.ts'),
      (path) =>
        isContract(path) ||
        path === 'src/call.ts' ||
        (isOfResource(path) && basename(path) !== 'handlers.ts'),
    );
  });

  test('stores import their contract and the database, and make no API error', () => {
    only(
      sources.filter((file) => basename(file) === 'store.ts'),
      (path, file) =>
        path === join(dirname(file), 'contract.ts') ||
        isBasis(path) ||
        (dirname(path) === 'src/contract' && path !== 'src/contract/errors.ts'),
    );
  });

  test('resources know neither HTTP, nor the command line, nor a driver', () => {
    only(
      sources.filter(isOfResource),
      (path) =>
        !/^src\/(http|cli|db)\/|^src\/[^/]+\.ts$/.test(path) || isBasis(path) || path === 'src/call.ts',
    );
  });

  test('http/ knows operations and callers, never a resource', () => {
    only(
      sources.filter((file) => file.startsWith('src/http/')),
      (path) => !isOfResource(path) || /^src\/api\/(admin-keys|sessions)\//.test(path),
    );
  });

  test('only app.ts connects handlers with their operations', () => {
    const importers = sources.filter((file) =>
      imports(file).some((path) => basename(path) === 'handlers.ts'),
    );
    assert.deepEqual(importers, ['src/app.ts']);
  });

  test('Fastify is used only in http/, each driver only in its file', () => {
    nowhereBut(/^src\/http\//, /['"](fastify|@fastify\/[^'"]+)['"]/);
    nowhereBut(/^src\/db\/(sqlite(-file|-sender)?|write-ahead-log)\.ts$/, /['"]node:sqlite['"]/);
    nowhereBut(/^src\/db\/postgres\.ts$/, /['"]pg['"]/);
  });

  test('the program uses few libraries, and nothing of its build or tests', () => {
    const libraries = [
      '@fastify/cors',
      'ajv',
      'commander',
      'fastify',
      'find-my-way',
      'pg',
      'pino',
      'pino-pretty',
      'prom-client',
      'typebox',
      'yaml',
    ];
    only(sources, (path) => sources.includes(path) || path.startsWith('node:') || libraries.includes(path));
  });

  test('the console uses only contracts, constants, code samples and the shapes of the sandbox', () => {
    const shapes = (file: string) =>
      [...code(file).matchAll(/^import type .* from '([^']+)';$/gm)].map(([, path = '']) =>
        join(dirname(file), path),
      );
    only(
      list('console/src/**/*.{ts,tsx}'),
      (path, file) =>
        !path.startsWith('src/') ||
        isContract(path) ||
        imports(path).length === 0 ||
        path.startsWith('src/samples/') ||
        (path.startsWith('src/sandbox/') && shapes(file).includes(path)),
    );
  });

  test('the tests in tests/wire use nothing of the program', () => {
    only(list('tests/wire/*.ts'), (path) => !path.startsWith('src/'));
  });
});

describe('the process', () => {
  test('its environment is only read in main.ts', () => {
    nowhereBut(/^src\/main\.ts$/, /\bprocess\.env\b|\benv\b[^=;]*=\s*process\b|['"]node:process['"]/);
  });

  test('it is only ended in main.ts', () => {
    nowhereBut(/^src\/main\.ts$/, /\bprocess\.(exit|abort|kill|reallyExit)\b/);
  });
});

describe('files', () => {
  test('none has more than 300 lines, half of them have fewer than 80', () => {
    const sizes = sources.map((file) => ({ file, lines: read(file).split('\n').length - 1 }));
    assert.deepEqual(
      sizes.filter(({ lines }) => lines > 300),
      [],
    );
    const median = sizes.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
    assert.ok(median < 80, `the median is ${median}`);
  });

  test('every export has a doc comment; the type of a value has that of the value, types in a row share one', () => {
    const exported = /^export (default )?(async )?(abstract )?(function\*?|class|const|interface|type) /;
    const isTold = (lines: readonly string[], index: number): boolean => {
      const line = lines[index] ?? '';
      if (lines[index - 1]?.endsWith('*/')) return true;
      if (!line.startsWith('export type ')) return false;
      const isOfValue = /\btypeof \w+/.test(line) || /^export type \{/.test(line);
      return isOfValue || isTold(lines, index - 1);
    };
    const silent = sources.flatMap((file) => {
      const lines = read(file).split('\n');
      return lines.flatMap((line, index) =>
        exported.test(line) && !isTold(lines, index) ? [`${file}:${index + 1} ${line}`] : [],
      );
    });
    assert.deepEqual(silent, []);
  });

  test('their names are kebab-case', () => {
    const all = list('{src,console,tests,scripts,bench,drills}/**/*.*');
    assert.deepEqual(
      all.filter((file) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(file))),
      [],
    );
  });
});
