import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { sendInvite } from './notifier.ts';

/** Where invites are posted to: a server that answers with this, and what it was sent. */
async function listen(status: number, headers: Record<string, string> = {}) {
  const received: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    received.push(`${incoming.method} ${Buffer.concat(await incoming.toArray())}`);
    outgoing.writeHead(status, headers).end();
  }).listen(0, '127.0.0.1');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

const send = (inviteWebhook: string | undefined, publicUrl?: string) =>
  sendInvite({ inviteWebhook, publicUrl }, '{"id":"invite_1"}', 'a-token');

test('an invite is posted with its token, and its link if the server’s URL is known', async () => {
  const { url, received } = await listen(204);
  await send(url);
  await send(url, 'https://a.example/');
  await send(undefined);
  const posted = { type: 'invite', invite: { id: 'invite_1' }, token: 'a-token' };
  const link = 'https://a.example/console/invite#a-token';
  assert.deepEqual(received, [
    `POST ${JSON.stringify(posted)}`,
    `POST ${JSON.stringify({ ...posted, url: link })}`,
  ]);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect by ${status} isn’t followed: the token is for the configured address only`, async () => {
    const elsewhere = await listen(200);
    const { url, received } = await listen(status, { location: elsewhere.url });
    await assert.rejects(send(url));
    assert.equal(received.length, 1);
    assert.deepEqual(elsewhere.received, []);
  });
}

test('an answer that isn’t a success is an error', async () => {
  const { url } = await listen(500);
  await assert.rejects(send(url), /it answered with status 500/);
});
