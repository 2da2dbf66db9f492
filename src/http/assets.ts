import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ApiError } from '../contract/errors.ts';
import { sitesFolder } from '../paths.ts';

const strict = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const consolePolicy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; ${strict}`;
/** The reference's renderer makes style elements as it goes. */
const docsPolicy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; ${strict}`;

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const expand = promisify(brotliDecompress);

/** The console and the reference of the API; 404 for what isn't built. */
export function mountAssets(app: FastifyInstance): void {
  mountSite(app, '/console', join(sitesFolder, 'console'), consolePolicy);
  mountSite(app, '/docs', join(sitesFolder, 'docs'), docsPolicy);
}

/** Serves a folder: its assets, whose names change with their content, for ever; any other path as its page. */
function mountSite(app: FastifyInstance, path: string, root: string, policy: string): void {
  if (!existsSync(join(root, 'index.html'))) return;
  const page = readFileSync(join(root, 'index.html'));
  const folder = join(root, 'assets');
  const files = new Set(readdirSync(folder));
  const sendPage = (reply: FastifyReply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .type('text/html')
      .send(page);
  const withHead = { exposeHeadRoute: true };
  app.get(path, withHead, (_request, reply) => sendPage(reply));
  app.get(`${path}/*`, withHead, (_request, reply) => sendPage(reply));
  app.get<{ Params: { name: string } }>(`${path}/assets/:name`, withHead, async (request, reply) => {
    const { name } = request.params;
    const { content, encoding } = await readAsset(folder, files, name, request.headers['accept-encoding']);
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    if (encoding !== undefined) reply.header('content-encoding', encoding);
    return reply.type(types[extname(name)] ?? 'application/octet-stream').send(content);
  });
}

/** An asset in the smallest form that the client takes; one that is kept as Brotli alone is expanded for the others. */
async function readAsset(
  folder: string,
  files: ReadonlySet<string>,
  name: string,
  accepted = '',
): Promise<{ content: Buffer; encoding?: string }> {
  const read = (suffix: string) => readFile(join(folder, name + suffix));
  if (takes(accepted, 'br') && files.has(`${name}.br`)) return { content: await read('.br'), encoding: 'br' };
  if (takes(accepted, 'gzip') && files.has(`${name}.gz`))
    return { content: await read('.gz'), encoding: 'gzip' };
  if (files.has(name)) return { content: await read('') };
  if (files.has(`${name}.br`)) return { content: await expand(await read('.br')) };
  throw new ApiError('not_found_error', 'Not found');
}

/** Whether an `accept-encoding` names this encoding and doesn't refuse it. */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((each) => {
    const [name, weight] = each.replaceAll(/\s/g, '').toLowerCase().split(';q=');
    return name === encoding && Number(weight ?? 1) > 0;
  });
}
