import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { Invite } from '../../src/api/invites/contract.ts';
import type { User } from '../../src/api/users/contract.ts';
import { organizationIdOf } from '../../src/contract/id.ts';
import { openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';

type Activity = Record<string, unknown> & { type: string; actor: Record<string, unknown> };

/** A server, what it posts to a mailer that never answers, and its database seen from outside. */
async function stage(database: string) {
  const notices: { token: string }[] = [];
  const hanging: ServerResponse[] = [];
  const mailer = createServer(async (incoming, outgoing) => {
    hanging.push(outgoing);
    notices.push(JSON.parse(Buffer.concat(await incoming.toArray()).toString()));
    mailer.emit('notice');
  }).listen(0, '127.0.0.1');
  await once(mailer, 'listening');
  const inviteWebhook = `http://127.0.0.1:${(mailer.address() as AddressInfo).port}`;
  const server = await startServer({ database, inviteWebhook });
  const db = await openDatabase(database);
  const call = async <T>(
    method: string,
    path: string,
    body?: object,
    key: string | null = server.adminKey,
  ) => {
    const response = await fetch(server.baseURL + path, {
      method,
      headers: { 'user-agent': 'a test', ...(key !== null && { 'x-api-key': key }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as T;
  };
  const invite = async (email: string) => {
    const posted = once(mailer, 'notice');
    const made = await call<Invite>('POST', '/v1/organizations/invites', { email, role: 'developer' });
    await posted;
    return { ...made, token: notices.at(-1)?.token as string };
  };
  let seen = 0;
  /** The activities since it was last asked, without what all have. */
  const news = async () => {
    const { data } = await call<{ data: Activity[] }>(
      'GET',
      '/v1/compliance/activities?order=asc&limit=5000',
    );
    const fresh = data.slice(seen);
    seen = data.length;
    return fresh.map(({ id: _id, created_at: _at, organization_id, organization_uuid, ...rest }) => {
      assert.equal(organization_uuid, server.organizationId);
      assert.equal(organization_id, organizationIdOf(server.organizationId));
      return rest;
    });
  };
  // The first key was made by the start.
  await news();
  const close = async () => {
    mailer.closeAllConnections();
    mailer.close();
    await server.close();
    await db.close();
  };
  return { server, db, call, invite, news, hanging, [Symbol.asyncDispose]: close };
}

const origin = { ip_address: '127.0.0.1', user_agent: 'a test' };

forEachDatabase((kind) => {
  describe('the activities of people', () => {
    it('one for each effect, by who did it; none if nothing changed', async () => {
      await using own = await stage(await kind.url());
      const { id: keyId } = (await own.call<{ key: { id: string } }>('GET', '/x/v1/organization')).key;
      const byKey = { type: 'admin_api_key_actor', admin_api_key_id: keyId, ...origin, via: 'api' };

      const { id: invite_id, token } = await own.invite('Ada@a.com');
      const sent = { invited_email: 'Ada@a.com', invited_role: 'developer' };
      assert.deepEqual(await own.news(), [
        {
          type: 'org_user_invite_sent',
          actor: byKey,
          ...sent,
          invited_rbac_group_ids: null,
          invited_seat_tier: null,
        },
      ]);

      const accept = () => own.call<{ user: User }>('POST', '/x/v1/invites/accept', { token }, null);
      const { user } = await accept();
      const byUser = { type: 'user_actor', user_id: user.id, email_address: 'Ada@a.com', ...origin };
      const about = { user_id: user.id, user_email: 'Ada@a.com' };
      const role = { type: 'claude_user_role_updated', ...about };
      assert.deepEqual(await own.news(), [
        { type: 'org_user_invite_accepted', actor: byUser, invite_id },
        { ...role, actor: byUser, previous_role: null, current_role: 'developer' },
      ]);
      await accept();
      assert.deepEqual(await own.news(), []);

      const path = `/v1/organizations/users/${user.id}`;
      for (let time = 1; time <= 2; time++) await own.call('POST', path, { role: 'billing' });
      assert.deepEqual(await own.news(), [
        { ...role, actor: byKey, previous_role: 'developer', current_role: 'billing' },
      ]);

      const deleted = await own.invite('gone@a.com');
      const second = await own.invite('grace@a.com');
      await own.news();
      const at = `/v1/organizations/invites/${deleted.id}`;
      for (let time = 1; time <= 2; time++) await own.call('DELETE', at);
      assert.deepEqual(await own.news(), [
        { type: 'org_user_invite_deleted', actor: byKey, invite_id: deleted.id },
      ]);
      await own.call('POST', `/x/v1/organizations/invites/${second.id}/accept`, {});
      assert.deepEqual(
        (await own.news()).map(({ type, actor }) => [type, actor]),
        [
          ['org_user_invite_accepted', byKey],
          ['claude_user_role_updated', byKey],
        ],
      );
    });

    it('removing a user ends memberships and archives personal keys, and says so once for each', async () => {
      await using own = await stage(await kind.url());
      const { server, db } = own;
      const join = async (email: string) => {
        const { token } = await own.invite(email);
        return (await own.call<{ user: User }>('POST', '/x/v1/invites/accept', { token }, null)).user;
      };
      const [leaver, stayer] = [await join('leaver@a.com'), await join('stayer@a.com')];
      const workspaces = [];
      for (const name of ['One', 'Two']) {
        const made = await own.call<{ id: string }>('POST', '/v1/organizations/workspaces', { name });
        workspaces.push(made.id);
      }
      const [one, two] = workspaces as [string, string];
      await db.transaction(server.organizationId, async (tx) => {
        const member = `INSERT INTO members (organization_id, workspace_id, user_id, workspace_role, deleted_at, doc)
          VALUES ($1, $2, $3, 'workspace_user', $4, '{}')`;
        for (const [workspace, user, at] of [
          [one, leaver.id, null],
          [two, leaver.id, '2026-01-01'],
          [two, stayer.id, null],
        ] as const) {
          await tx.run(member, server.organizationId, workspace, user, at);
        }
        const key = `INSERT INTO api_keys (organization_id, id, workspace_id, user_id, service_account_id, created_by,
          status, created_at, expires_at, hash, doc) VALUES ($1, $2, $3, $4, NULL, $5, $6, '', NULL, $7, '{}')`;
        for (const [id, owner, status] of [
          ['personal', leaver.id, 'inactive'],
          ['archived', leaver.id, 'archived'],
          ['created', null, 'active'],
          ['other', stayer.id, 'active'],
        ] as const) {
          await tx.run(key, server.organizationId, id, one, owner, leaver.id, status, id);
        }
      });
      await own.news();

      await own.call('DELETE', `/v1/organizations/users/${leaver.id}`);
      const activities = await own.news();
      const cascade = { type: 'system_actor', service: 'cascade' };
      assert.deepEqual(
        activities.map(({ type }) => type),
        [
          'org_user_deleted',
          'claude_user_role_updated',
          'platform_workspace_member_removed',
          'platform_api_key_updated',
        ],
      );
      const [deletion, leaving, membership, archiving] = activities;
      assert.deepEqual(
        [deletion?.deleted_user_id, deletion?.deleted_user_email],
        [leaver.id, 'leaver@a.com'],
      );
      assert.deepEqual([leaving?.previous_role, leaving?.current_role], ['developer', null]);
      const { type: _type, ...removed } = membership ?? {};
      assert.deepEqual(removed, { actor: cascade, workspace_id: one, user_id: leaver.id });
      assert.deepEqual([archiving?.actor, archiving?.api_key_id], [cascade, 'personal']);
      const keys = 'SELECT id, status FROM api_keys WHERE organization_id = $1 ORDER BY id';
      assert.deepEqual(
        (await db.all<{ id: string; status: string }>(keys, server.organizationId)).map(({ id, status }) => [
          id,
          status,
        ]),
        [
          ['archived', 'archived'],
          ['created', 'active'],
          ['other', 'active'],
          ['personal', 'archived'],
        ],
      );
      await own.call('DELETE', `/v1/organizations/users/${leaver.id}`);
      assert.deepEqual(await own.news(), []);
    });
  });

  it('a token is stored nowhere, and a mailer that hangs holds up nothing', async () => {
    await using own = await stage(await kind.url());
    const { token } = await own.invite('a@a.com');
    assert.deepEqual(
      own.hanging.map(({ destroyed }) => destroyed),
      [false],
      'the server still waits for the mailer',
    );
    const rows = [
      ...(await own.db.all('SELECT * FROM invites')),
      ...(await own.db.all('SELECT * FROM activities')),
      ...(await own.db.all('SELECT * FROM recent_creates')),
    ];
    assert.equal(rows.length, 4);
    assert.ok(!JSON.stringify(rows).includes(token));
    await own.call('GET', '/v1/organizations/invites');
  });
});
