import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import type { Caller } from './caller.ts';
import { startServer } from './harness.ts';
import { request } from './http.ts';
import { bodyOf, type Invite, invite, invites, type User } from './people.ts';
import { notFound, refused } from './shapes.ts';

interface Link {
  type: string;
  invite_id: string;
  url: string;
  expires_at: string;
}

const server = await startServer();
const caller = await server.organization();

const linkAt = (id: string) => `/x/v1/organizations/invites/${id}/link`;
const link = async (id: string, by: Caller = caller) => bodyOf<Link>(await by.post(linkAt(id)));
const tokenOf = ({ url }: Link) => url.split('#')[1] ?? '';
const redeem = (token: string, url = server.url) =>
  request(url, 'POST', '/x/v1/invites/accept', { body: { token } });

/** Starts a system that mails invites; returns its address, and a promise of the first body that it is sent. */
async function startMailer(): Promise<{ hook: string; posted: Promise<{ token: string; url: string }> }> {
  const { promise: posted, resolve } = Promise.withResolvers<{ token: string; url: string }>();
  const mailer = createServer(async (incoming, outgoing) => {
    resolve(JSON.parse(Buffer.concat(await incoming.toArray()).toString()));
    outgoing.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(mailer, 'listening');
  after(() => mailer.close());
  return { hook: `http://127.0.0.1:${(mailer.address() as AddressInfo).port}`, posted };
}

describe('200', () => {
  it('a link, every member present, that isn’t to be stored', async () => {
    const made = await invite(caller, 'shape@example.com');
    const answer = await caller.post(linkAt(made.id));
    assert.equal(answer.headers['cache-control'], 'no-store');
    const { url, ...rest } = bodyOf<Link>(answer);
    assert.deepEqual(rest, { type: 'invite_link', invite_id: made.id, expires_at: made.expires_at });
    assert.match(url, /^\/console\/invite#[\w-]{52}$/);
    assert.deepEqual(bodyOf(await caller.get(`${invites}/${made.id}`)), made);
  });

  it('the new link works, the old one doesn’t', async () => {
    const { id, email } = await invite(caller, 'renewed@example.com');
    const [first, second] = [await link(id), await link(id)];
    assert.notEqual(first.url, second.url);
    notFound(await redeem(tokenOf(first)));
    const accepted = bodyOf<{ invite: Invite; user: User }>(await redeem(tokenOf(second)));
    assert.deepEqual([accepted.invite.id, accepted.user.email], [id, email]);
  });

  it('concurrent calls make different links, of which one works', async () => {
    const { id } = await invite(caller, 'raced@example.com');
    const tokens = (await Promise.all(Array.from({ length: 8 }, () => link(id)))).map(tokenOf);
    assert.equal(new Set(tokens).size, 8);
    const statuses: number[] = [];
    for (const token of tokens) statuses.push((await redeem(token)).status);
    assert.deepEqual(statuses.toSorted(), [200, ...Array(7).fill(404)]);
  });

  it('the same Idempotency-Key returns the same link, which still works', async () => {
    const { id } = await invite(caller, 'repeated@example.com');
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [
      await caller.post(linkAt(id), undefined, headers),
      await caller.post(linkAt(id), undefined, headers),
    ];
    assert.equal(second.text, first.text);
    assert.equal(second.headers['idempotent-replayed'], 'true');
    assert.equal((await redeem(tokenOf(bodyOf<Link>(first)))).status, 200);
  });

  it('with a body, which is ignored', async () => {
    const { id } = await invite(caller, 'bodied@example.com');
    bodyOf(await caller.post(linkAt(id), '{"zzz":'));
  });

  it('the link is at --public-url, and is posted to --invite-webhook', async () => {
    const { hook, posted } = await startMailer();
    const settings = { 'public-url': 'https://people.example.com/ws/' };
    const { id } = await invite(caller, 'mailed@example.com');
    const mailing = await startServer({ ...settings, 'invite-webhook': hook }, server.database);
    const answer = await request(mailing.url, 'POST', linkAt(id), { headers: { 'x-api-key': caller.key } });
    const made = bodyOf<Link>(answer);
    assert.match(made.url, /^https:\/\/people\.example\.com\/ws\/console\/invite#[\w-]{52}$/);
    const { token, url } = await posted;
    assert.deepEqual([token, url], [tokenOf(made), made.url]);
    assert.equal((await redeem(token)).status, 200);
  });

  it('no token is logged', async () => {
    const { id } = await invite(caller, 'logged@example.com');
    const token = tokenOf(await link(id));
    assert.ok(!server.log.includes(token));
  });
});

describe('refused', () => {
  it('400 for an invite that was accepted', async () => {
    const { id } = await invite(caller, 'accepted@example.com');
    const token = tokenOf(await link(id));
    assert.equal((await redeem(token)).status, 200);
    const message = 'The invite was accepted already.';
    refused(await caller.post(linkAt(id)), 400, 'invalid_request_error', message);
    assert.equal((await redeem(token)).status, 200, 'the accepted link stays as it is');
  });

  it('404 for an invite that was deleted, or never was', async () => {
    const { id } = await invite(caller, 'deleted@example.com');
    await caller.send('DELETE', `${invites}/${id}`);
    for (const each of [id, 'invite_01JwQvzr7rXLA5AGx3HKfFUJ', 'x', '%00']) {
      notFound(await caller.post(linkAt(each)));
    }
  });

  it('404 for an invite of another organization, whose link stays', async () => {
    const other = await server.organization('Other');
    const { id } = await invite(other, 'theirs@example.com');
    const token = tokenOf(await link(id, other));
    notFound(await caller.post(linkAt(id)));
    assert.equal((await redeem(token)).status, 200);
  });

  it('405 for a get, 400 for a query', async () => {
    const { id } = await invite(caller, 'wrong@example.com');
    assert.equal((await caller.get(linkAt(id))).status, 405);
    assert.equal((await caller.post(`${linkAt(id)}?zzz=1`)).status, 400);
  });
});
