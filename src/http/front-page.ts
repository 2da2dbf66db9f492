import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../contract/errors.ts';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 15vh auto 0; max-width: 36rem; padding: 0 1.5rem }
h1 { font-size: 1.75rem; margin: 0 0 .5rem }
a { color: light-dark(#54439b, #b8acf3) }
dt { font-weight: 600; margin-top: 1rem }
dd { margin: 0 }
`;

const page = (version: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>workspaced</title>
<style>${style}</style>
<main>
<h1>workspaced</h1>
<p>A control plane for workspaces, compatible with the Claude Admin API. Version ${version}.</p>
<dl>
<dt><a href="/console/">Console</a></dt>
<dd>See and manage workspaces in the browser.</dd>
<dt><a href="/docs">API reference</a></dt>
<dd>Every operation, with examples to copy and try.</dd>
<dt><a href="/healthz">Health</a></dt>
<dd>Whether the server is up; <a href="/readyz">readiness</a> includes its database.</dd>
</dl>
<p>Clients use this address as their base URL.</p>
</main>
</html>
`;

const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The page at `/` for browsers; other clients get 404, which shows them that their path is missing. */
export function mountFrontPage(app: FastifyInstance, version: string): void {
  const text = page(version);
  app.get('/', { exposeHeadRoute: true }, (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) throw new ApiError('not_found_error', 'Not found');
    const headers = { 'content-security-policy': policy, 'cache-control': 'no-cache', vary: 'accept' };
    return reply.headers(headers).type('text/html').send(text);
  });
}
