import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findUntold } from '../../src/api/activities/check.ts';
import { openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { complaintsAfter } from './complaints-after.ts';
import { play, World } from './feed-model.ts';

const count = Number(process.env.FEED_COMMANDS ?? 250);

forEachDatabase((kind) => {
  describe('after random commands the feed', async () => {
    const url = await kind.url();
    const server = await startServer({ database: url, workspaceLimit: 1_000_000 });
    const db = await openDatabase(url);
    const { organizationId } = server;
    const seed = Date.now() % 1_000_000;

    it(`tells how everything became what it is (seed ${seed})`, async () => {
      await play(new World(db, server, seed), count);
      assert.deepEqual(await findUntold(db, organizationId), []);
    });

    it('shows what was changed without it', async () => {
      // At least one of each kind that is changed below.
      const world = new World(db, server, 1);
      const invite = { email: 'last@example.com', role: 'user' };
      const { id } = await world.send('POST', '/v1/organizations/invites', invite);
      await world.send('POST', `/x/v1/organizations/invites/${id}/accept`, {});
      await world.send('POST', '/x/v1/organizations/api_keys', { name: 'last' });
      await world.send('POST', '/v1/organizations/workspaces', { name: 'last' });
      const table: [sql: string, complaint: RegExp][] = [
        ["UPDATE users SET role = 'admin'", /^user \S+ has role admin and the feed says \w+$/],
        ['DELETE FROM invites', /^invite \S+ is in the feed but does not exist$/],
        [
          "UPDATE api_keys SET status = 'inactive' WHERE status = 'active'",
          /^API key \S+ has status inactive and the feed says active$/,
        ],
        [
          'UPDATE workspaces SET doc = replace(doc, \'"archived_at":null\', \'"archived_at":""\')',
          /^workspace \S+ has status archived and the feed says active$/,
        ],
        [
          "UPDATE admin_keys SET scopes = '[]' WHERE scopes IS NULL",
          /^admin key \S+ has scopes \[\] and the feed says null$/,
        ],
        [
          "DELETE FROM activities WHERE type = 'platform_workspace_created'",
          /^the feed does not say that workspace \S+ was made$/,
        ],
        [
          "DELETE FROM activities WHERE type LIKE 'org_user_invite%'",
          /^the feed does not say that invite \S+ was made$/,
        ],
        [
          'UPDATE activities SET doc = replace(doc, \'"current_role":"user"\', \'"current_role":"admin"\')',
          /^user \S+ ha[sd] role user and the feed says admin$/,
        ],
      ];
      for (const [sql, complaint] of table) {
        const complaints = await complaintsAfter(db, organizationId, sql);
        assert.match(complaints[0] ?? 'nothing', complaint, sql);
      }
      assert.deepEqual(await findUntold(db, organizationId), []);
    });

    it('is only compared for what was made since it was enabled', async () => {
      const send = (method: string, path: string, body: object) =>
        new World(db, server, 1).send(method, path, body);
      const settings = '/v1/organizations/compliance_settings';
      await send('POST', settings, { state: 'disabled' });
      const { id } = await send('POST', '/v1/organizations/workspaces', { name: 'Untold' });
      assert.deepEqual(await findUntold(db, organizationId), []);
      await send('POST', settings, { state: 'enabled' });
      await send('POST', `/v1/organizations/workspaces/${id}`, { name: 'Told' });
      assert.deepEqual(await findUntold(db, organizationId), []);
      const renamed = `UPDATE workspaces SET doc = replace(doc, '"Told"', '"Changed"')`;
      assert.deepEqual(await complaintsAfter(db, organizationId, renamed), [
        `workspace ${id} has name Changed and the feed says Told`,
      ]);
      await db.close();
      await server.close();
    });
  });
});
