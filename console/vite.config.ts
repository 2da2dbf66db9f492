import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { operations } from './build/operations.ts';

const outDir = fileURLToPath(new URL('../dist/console', import.meta.url));

/** Keeps each asset only as `.br`: the server sends it so, or decompresses it once. Fonts are compressed already. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = outDir }) {
      const assets = join(dir, 'assets');
      for (const name of (await readdir(assets)).filter((file) => !file.endsWith('.woff2'))) {
        await writeFile(join(assets, `${name}.br`), brotliCompressSync(await readFile(join(assets, name))));
        await rm(join(assets, name));
      }
    },
  };
}

/** What stands on most pages. */
const parts =
  /lucide-react.dist.esm.(icons|createLucideIcon)|console.src.(clock|components.(badge|button|card|copy|facts|filters|id|pager|page-header|relative-time|search-field|states|switch))/;

/** The server that `npm run dev:console` shows, which must run already. */
const server = process.env.WORKSPACED_URL ?? 'http://127.0.0.1:4010';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [operations(), react(), precompress()],
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/x/', '/docs', '/openapi.json', '/healthz', '/readyz'].map((path) => [path, server]),
    ),
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // Icons and the small parts of most pages: each file more that a page needs takes time, however small it is.
          groups: [{ name: 'parts', test: parts, minShareCount: 3 }],
        },
      },
    },
  },
});
