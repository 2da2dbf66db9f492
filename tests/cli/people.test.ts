import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import { fails, json, newDatabase, print, run } from './program.ts';

const database = newDatabase();
const server = await startServer({ database, adminKey: `sk-ant-admin01-${'a'.repeat(43)}` });
after(() => server.close());
const variables = {
  WORKSPACED_DATABASE: database,
  WORKSPACED_URL: server.baseURL,
  WORKSPACED_KEY: server.adminKey,
};

const redeem = async (token: string) => {
  const body = JSON.stringify({ token, name: 'Ada' });
  const response = await fetch(`${server.baseURL}/x/v1/invites/accept`, { method: 'POST', body });
  return { status: response.status, answer: (await response.json()) as { user?: { id: string } } };
};
const invite = (email: string) =>
  json<{ id: string }>(['invites', 'create', '--email', email, '--role', 'user'], variables);

describe('invites and users', () => {
  it('link makes a new token, with which the invite is accepted; the old one stops working', async () => {
    const { id } = await invite('ada@example.com');
    const first = await json<{ token: string }>(['invites', 'link', id], variables);
    const shown = await print(['invites', 'link', id], variables);
    const [, token = ''] = /^token +([\w-]{52})$/m.exec(shown) ?? [];
    assert.equal((await redeem(first.token)).status, 404);
    const { status, answer } = await redeem(token);
    assert.equal(status, 200);
    await fails(1, /was accepted already/, ['invites', 'link', id], variables);
    const listed = await print(['invites', 'list'], variables);
    assert.match(listed, /^ID +EMAIL +ROLE +STATUS +INVITED +EXPIRES\n\S+ +ada@example.com +user +accepted /);
    assert.match(await print(['users', 'list'], variables), / ada@example.com +Ada +user /);
    const updated = ['users', 'update', answer.user?.id ?? '', '--role', 'billing'];
    assert.equal((await json<{ role: string }>(updated, variables)).role, 'billing');
  });

  it('with --public-url, link prints the address to mail', async () => {
    const { id } = await invite('grace@example.com');
    const printed = await print(['invites', 'link', id, '--public-url', 'https://a.example/ws/'], variables);
    const [, token = ''] = /^https:\/\/a\.example\/ws\/console\/invite#([\w-]{52})$/.exec(printed) ?? [];
    assert.equal((await redeem(token)).status, 200);
  });

  it('link posts to --invite-webhook, and warns if that fails', async () => {
    const bodies: { token: string; invite: { id: string; status: string } }[] = [];
    const mailer = createServer(async (incoming, outgoing) => {
      bodies.push(JSON.parse(Buffer.concat(await incoming.toArray()).toString()));
      outgoing.writeHead(bodies.length === 1 ? 200 : 500).end();
    }).listen(0, '127.0.0.1');
    await once(mailer, 'listening');
    const { id } = await invite('joan@example.com');
    const args = [
      'invites',
      'link',
      id,
      '--invite-webhook',
      `http://127.0.0.1:${(mailer.address() as AddressInfo).port}`,
    ];
    const { token } = await json<{ token: string }>(args, variables);
    assert.deepEqual(
      bodies.map((body) => [body.token, body.invite.id, body.invite.status]),
      [[token, id, 'pending']],
    );
    const { code, stderr } = await run(args, variables);
    mailer.close();
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^warning: the invite could not be posted to --invite-webhook: it answered with status 500$/m,
    );
    assert.ok(!stderr.includes(bodies[1]?.token ?? ''));
  });

  it('link fails for an invite that doesn’t exist or was deleted', async () => {
    const { id } = await invite('gone@example.com');
    await print(['invites', 'delete', id, '--yes'], variables);
    await fails(1, /Invite not found/, ['invites', 'link', id], variables);
    await fails(1, /Invite not found/, ['invites', 'link', 'x'], variables);
  });
});
