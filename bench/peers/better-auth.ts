import { join } from 'node:path';
import type { Request } from '../harness/load.ts';
import { sample } from '../harness/seed.ts';
import { start } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { operation } from '../parts/operations.ts';
import { type Peer, peersFolder } from './peer.ts';

const path = '/api/auth/organization';
/** Fewer than the others have, which is in its favour: each create takes it several ms. */
const filled = 200;
/** Slugs must be unique: each load gets others, more than it can use. */
const createsInALoad = 5000;

/** better-auth's organization plugin: its organizations stand for workspaces, for its own have no third level. */
export async function startBetterAuth(): Promise<Peer> {
  const command = [process.execPath, 'better-auth-server.js', 'PORT', join(work, 'better-auth.db')];
  const server = await start('better-auth', command, { path: '/api/auth/ok', status: 200, cwd: peersFolder });
  const reader = await signUp(server.url, 'reader');
  const writer = await signUp(server.url, 'writer');
  const listed: string[] = [];
  for (let index = 0; index < 20; index++) listed.push(await create(server.url, reader, `listed-${index}`));
  for (let index = 20; index < filled; index++) await create(server.url, writer, `filled-${index}`);
  const each: Request[] = listed.map((id) => ({
    method: 'GET',
    path: `${path}/get-full-organization?organizationId=${id}`,
  }));
  let slugs = 0;
  return {
    name: 'better-auth',
    keepsState: true,
    setUp:
      'Its organization plugin on `node:sqlite`, production mode, no rate limit, sessions kept in the cookie, write-ahead log with a sync at every commit; 200 organizations, 20 of them the reader’s (its list has no pages).',
    server,
    operations: {
      get: operation('get', reader, () => each),
      'list of 20': operation('list of 20', reader, () => [{ method: 'GET', path: `${path}/list` }]),
      create: {
        ...operation('create', writer, () =>
          Array.from({ length: createsInALoad }, () => ({
            method: 'POST',
            path: `${path}/create`,
            body: body(`made-${++slugs}`),
          })),
        ),
        once: true,
      },
    },
  };
}

const body = (slug: string) => JSON.stringify({ name: sample.name, slug, metadata: sample.tags });

async function post(url: string, headers: Record<string, string>, text: string): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers, body: text });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return response;
}

/** The headers of a new user's session. */
async function signUp(url: string, name: string): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', origin: url };
  const user = { name, email: `${name}@example.com`, password: `password of ${name}` };
  const response = await post(`${url}/api/auth/sign-up/email`, headers, JSON.stringify(user));
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return { ...headers, cookie: cookies.join('; ') };
}

async function create(url: string, headers: Record<string, string>, slug: string): Promise<string> {
  const made = (await (await post(`${url}${path}/create`, headers, body(slug))).json()) as { id: string };
  return made.id;
}
