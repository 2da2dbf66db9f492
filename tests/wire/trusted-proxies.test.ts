import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { request } from './http.ts';

const behind = (forwarded: string) => ({ 'x-forwarded-for': forwarded });

/** Whom the feed names as the origin of a create that was forwarded for an address. */
async function originOf(caller: Caller, forwarded: string): Promise<unknown> {
  const { id } = await caller.create({ name: 'Forwarded' }, behind(forwarded));
  const { body } = await caller.get('/v1/compliance/activities?limit=1');
  const [activity] = (body as { data: { workspace_id: string; actor: { ip_address: unknown } }[] }).data;
  assert.equal(activity?.workspace_id, id);
  return activity.actor.ip_address;
}

describe('--trusted-proxies', () => {
  it('names those whose x-forwarded-for tells the client’s address to the feed', async () => {
    const server = await startServer({ 'trusted-proxies': '127.0.0.0/8, 198.51.100.9' });
    const caller = await server.organization();
    assert.equal(await originOf(caller, '203.0.113.7'), '203.0.113.7');
    assert.equal(await originOf(caller, '192.0.2.1, 203.0.113.8, 198.51.100.9'), '203.0.113.8');
    assert.equal(await originOf(caller, 'nonsense'), '127.0.0.1');
  });

  it('is nobody by default', async () => {
    const server = await startServer();
    const caller = await server.organization();
    assert.equal(await originOf(caller, '203.0.113.7'), '127.0.0.1');
    assert.equal((await caller.get(workspaces, behind('203.0.113.7'))).status, 200);
  });

  it('keeps clients that try wrong tokens from holding up others behind the same proxy', async () => {
    const { url } = await startServer({ 'trusted-proxies': '127.0.0.1' });
    const redeem = async (forwarded: string) => {
      const body = { token: 'wrong' };
      return (await request(url, 'POST', '/x/v1/invites/accept', { body, headers: behind(forwarded) }))
        .status;
    };
    let status = await redeem('203.0.113.7');
    // The minute may end in between.
    for (let tried = 1; tried <= 62 && status === 404; tried++) status = await redeem('203.0.113.7');
    assert.equal(status, 429);
    assert.equal(await redeem('203.0.113.8'), 404);
    assert.equal(await redeem('203.0.113.8, 203.0.113.7'), 429);
  });

  it('doesn’t make anybody local to a sandbox', async () => {
    const { url } = await startServer({ sandbox: true, 'trusted-proxies': '127.0.0.1' });
    for (const forwarded of ['203.0.113.7', '127.0.0.1', '']) {
      const answer = await request(url, 'GET', '/x/sandbox/organizations', { headers: behind(forwarded) });
      assert.equal(answer.status, 401, forwarded);
    }
    assert.equal((await request(url, 'GET', '/x/sandbox/organizations')).status, 200);
  });
});
