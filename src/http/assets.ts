import { extname, join } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ApiError } from '../contract/errors.ts';
import { builtFolder, listShipped, readShipped } from '../shipped.ts';
import { takes } from './compression.ts';

const strict = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const consolePolicy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; ${strict}`;
/** The reference's renderer creates style elements at run time. */
const docsPolicy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; ${strict}`;

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the console, which is told whether the server is a sandbox, and the API reference; 404 for what isn't built. */
export function mountAssets(app: FastifyInstance, isSandbox: boolean, folder = builtFolder): void {
  const tell = (page: string) =>
    isSandbox ? page.replace('<html lang="en">', '<html lang="en" data-sandbox>') : page;
  mountSite(app, '/console', join(folder, 'console'), consolePolicy, tell);
  mountSite(app, '/docs', join(folder, 'docs'), docsPolicy);
}

/** Serves a folder: its assets, which clients may cache for ever (their names are hashed), and its page for any other path. */
function mountSite(
  app: FastifyInstance,
  path: string,
  root: string,
  policy: string,
  edit = (page: string) => page,
): void {
  if (!listShipped(root).includes('index.html')) return;
  const page = Buffer.from(edit(readShipped(join(root, 'index.html')).toString()));
  const folder = join(root, 'assets');
  const read = keepFiles(folder);
  const sendPage = (reply: FastifyReply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .type('text/html')
      .send(page);
  const withHead = { exposeHeadRoute: true };
  app.get(path, withHead, (_request, reply) => sendPage(reply));
  app.get(`${path}/*`, withHead, (_request, reply) => sendPage(reply));
  app.get<{ Params: { name: string } }>(`${path}/assets/:name`, withHead, (request, reply) => {
    const { name } = request.params;
    const { content, encoding } = assetFor(read, name, request.headers['accept-encoding']);
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    if (encoding !== undefined) reply.header('content-encoding', encoding);
    return reply.type(types[extname(name)] ?? 'application/octet-stream').send(content);
  });
}

/**
 * Reads files of this folder. Those stored only as Brotli are decompressed, and compressed by gzip for a name that ends in
 * `.gz`. Each is read once, then shared.
 */
function keepFiles(folder: string): (name: string) => Buffer | undefined {
  const files = new Set(listShipped(folder));
  const kept = new Map<string, Buffer>();
  const make = (name: string): Buffer | undefined => {
    const plain = name.replace(/\.gz$/, '');
    if (files.has(name)) return readShipped(join(folder, name));
    if (!files.has(`${plain}.br`)) return undefined;
    const content = brotliDecompressSync(readShipped(join(folder, `${plain}.br`)));
    return plain === name ? content : gzipSync(content);
  };
  return (name) => {
    const content = kept.get(name) ?? make(name);
    if (content !== undefined) kept.set(name, content);
    return content;
  };
}

/** An asset in the smallest encoding that the client accepts; 404 if there is none. */
function assetFor(
  read: ReturnType<typeof keepFiles>,
  name: string,
  accepted = '',
): { content: Buffer; encoding?: string } {
  for (const [encoding, suffix] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    const content = takes(accepted, encoding) ? read(name + suffix) : undefined;
    if (content !== undefined) return { content, encoding };
  }
  const content = read(name);
  if (content === undefined) throw new ApiError('not_found_error', 'Not found');
  return { content };
}
