import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findUntold } from '../../src/api/activities/check.ts';
import { operator, recordActivities } from '../../src/api/activities/record.ts';
import { join } from '../../src/api/users/join.ts';
import { activityTypes } from '../../src/contract/activity.ts';
import { openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { complaintsAfter } from './complaints-after.ts';
import { World } from './feed-model.ts';

/** What is done, and the activities that tell of it: whether `check` notices that one is missing. */
type Step = [does: () => Promise<unknown>, ...tells: [type: string, isNoticed: boolean][]];

const v1 = '/v1/organizations';
const x = '/x/v1/organizations';
const adminKeys = '/x/v1/admin_keys';
const asUser = { workspace_role: 'workspace_user' };
const asDeveloper = { workspace_role: 'workspace_developer' };

/** Types of activities that nothing is compared with; the first one is never written. */
const uncompared = [
  'org_user_invite_rejected',
  'claude_organization_settings_updated',
  'org_compliance_api_settings_updated',
  'compliance_api_accessed',
];

/** How much later than the beginning of the feed something must be made to be expected in it, in microseconds. */
const slack = 60_000_000;

forEachDatabase((kind) => {
  describe('a missing activity', async () => {
    const url = await kind.url();
    const server = await startServer({ database: url });
    const db = await openDatabase(url);
    after(async () => {
      await db.close();
      await server.close();
    });
    const { organizationId } = server;
    const world = new World(db, server, 1);
    const ids: Record<string, string> = {};
    const types = new Set<string>();

    const at = (path: string) => path.replaceAll(/\{(\w+)\}/g, (_all, name) => ids[name] as string);
    const post = (path: string, body?: object) => () => world.send('POST', at(path), body);
    const make = (name: string, path: string, body: object | (() => object)) => async () => {
      const asked = typeof body === 'function' ? body() : body;
      ids[name] = (await world.send('POST', at(path), asked)).id as string;
    };
    const remove = (path: string) => () => world.send('DELETE', at(path));
    const invite = (name: string) =>
      make(`${name}Invite`, `${v1}/invites`, { email: `${name}@Example.com`, role: 'user' });
    const accept = (name: string) => async () => {
      const { user } = await world.send('POST', at(`${x}/invites/{${name}Invite}/accept`), {});
      ids[name] = user?.id as string;
    };
    const ofUser = (name: string) => () => ({ user_id: ids[name], ...asUser });
    const ofAccount = () => ({ service_account_id: ids.account, ...asUser });
    const activities = () =>
      db.all<{ id: string; type: string }>(
        'SELECT id, type FROM activities WHERE organization_id = $1 ORDER BY id',
        organizationId,
      );

    async function take(steps: readonly Step[]): Promise<void> {
      const before = (await activities()).length;
      for (const [does] of steps) await does();
      assert.deepEqual(await findUntold(db, organizationId), []);
      const found = [];
      for (const { id, type } of (await activities()).slice(before)) {
        const without = `DELETE FROM activities WHERE id = '${id}'`;
        found.push([type, (await complaintsAfter(db, organizationId, without)).length > 0]);
        types.add(type);
      }
      assert.deepEqual(
        found,
        steps.flatMap(([, ...tells]) => tells),
      );
    }

    it('is noticed if what it said is stored, or said by others', async () => {
      const updated = 'platform_workspace_updated';
      const memberUpdated = 'platform_workspace_member_updated';
      const accountUpdated = 'platform_service_account_workspace_member_updated';
      await take([
        [make('kept', `${v1}/workspaces`, { name: 'A' }), ['platform_workspace_created', true]],
        // Nothing says what the first name was.
        [post(`${v1}/workspaces/{kept}`, { name: 'B' }), [updated, false]],
        [post(`${v1}/workspaces/{kept}`, { name: 'C' }), [updated, true]],
        [post(`${v1}/workspaces/{kept}`, { name: 'D' }), [updated, true]],
        [post(`${v1}/workspaces/{kept}`, { tags: { a: 'b' } }), [updated, false]],
        [make('old', `${v1}/workspaces`, { name: 'A' }), ['platform_workspace_created', true]],
        [post(`${v1}/workspaces/{old}/archive`), ['platform_workspace_archived', true]],

        [invite('ada'), ['org_user_invite_sent', true]],
        [post(`${x}/invites/{adaInvite}/link`), ['org_user_invite_re_sent', false]],
        [accept('ada'), ['org_user_invite_accepted', true], ['claude_user_role_updated', true]],
        [invite('bob'), ['org_user_invite_sent', true]],
        [accept('bob'), ['org_user_invite_accepted', true], ['claude_user_role_updated', true]],
        [post(`${v1}/users/{ada}`, { role: 'developer' }), ['claude_user_role_updated', true]],
        [invite('eve'), ['org_user_invite_sent', true]],
        [remove(`${v1}/invites/{eveInvite}`), ['org_user_invite_deleted', true]],
        [invite('eve'), ['org_user_invite_sent', true]],

        [
          make('', `${v1}/workspaces/{kept}/members`, ofUser('ada')),
          ['platform_workspace_member_added', true],
        ],
        [post(`${v1}/workspaces/{kept}/members/{ada}`, asDeveloper), [memberUpdated, false]],
        [post(`${v1}/workspaces/{kept}/members/{ada}`, asUser), [memberUpdated, true]],
        // Nor what the last role of who is removed was.
        [post(`${v1}/workspaces/{kept}/members/{ada}`, asDeveloper), [memberUpdated, false]],
        [remove(`${v1}/workspaces/{kept}/members/{ada}`), ['platform_workspace_member_removed', true]],
        [
          make('', `${v1}/workspaces/{kept}/members`, ofUser('ada')),
          ['platform_workspace_member_added', true],
        ],
        [
          make('adas', `${x}/api_keys`, () => ({
            name: 'A',
            principal: { type: 'user_actor', user_id: ids.ada },
          })),
          ['platform_api_key_created', true],
        ],
        [
          remove(`${v1}/users/{ada}`),
          ['org_user_deleted', true],
          ['claude_user_role_updated', true],
          ['platform_workspace_member_removed', true],
          ['platform_api_key_updated', true],
        ],

        [make('key', `${x}/api_keys`, { name: 'A' }), ['platform_api_key_created', true]],
        [post(`${v1}/api_keys/{key}`, { name: 'B' }), ['platform_api_key_updated', false]],
        [post(`${v1}/api_keys/{key}`, { status: 'inactive' }), ['platform_api_key_updated', true]],
        [post(`${v1}/api_keys/{key}`, { status: 'active' }), ['platform_api_key_updated', true]],
        [
          make('brief', `${x}/api_keys`, () => ({
            name: 'A',
            expires_at: new Date(Date.now() + 1000).toISOString(),
          })),
          ['platform_api_key_created', true],
        ],
        [() => sleep(1000)],
        [post(`${v1}/api_keys/{brief}`, { status: 'archived' }), ['platform_api_key_updated', true]],

        [
          make('account', `${v1}/service_accounts`, { name: 'a' }),
          ['platform_service_account_created', true],
        ],
        [
          post(`${v1}/service_accounts/{account}`, { description: 'B' }),
          ['platform_service_account_updated', false],
        ],
        [
          make('', `${v1}/workspaces/{kept}/service_accounts`, ofAccount),
          ['platform_service_account_workspace_member_added', true],
        ],
        [post(`${v1}/workspaces/{kept}/service_accounts/{account}`, asDeveloper), [accountUpdated, false]],
        [post(`${v1}/workspaces/{kept}/service_accounts/{account}`, asUser), [accountUpdated, true]],
        [post(`${v1}/workspaces/{kept}/service_accounts/{account}`, asDeveloper), [accountUpdated, false]],
        [
          remove(`${v1}/service_accounts/{account}/workspaces/{kept}`),
          ['platform_service_account_workspace_member_removed', true],
        ],
        [post(`${v1}/service_accounts/{account}/archive`), ['platform_service_account_archived', true]],

        [make('admin', adminKeys, { name: 'A' }), ['admin_api_key_created', true]],
        [post(`${adminKeys}/{admin}`, { name: 'B' }), ['admin_api_key_updated', false]],
        [
          post(`${adminKeys}/{admin}/rotate`, { overlap: 'P1D' }),
          ['admin_api_key_created', true],
          ['admin_api_key_updated', false],
        ],
        [remove(`${adminKeys}/{admin}`), ['admin_api_key_deleted', true]],
        [make('admin', adminKeys, { name: 'A' }), ['admin_api_key_created', true]],
        [post(`${adminKeys}/{admin}`, { status: 'disabled' }), ['admin_api_key_updated', true]],
      ]);
      assert.deepEqual(
        activityTypes.filter((type) => !types.has(type) && !/_(viewed|listed)$/.test(type)),
        uncompared,
      );
    });

    it('is only noticed by what is stored if what it told of was made before the feed began', async () => {
      await take([
        [
          make('', `${v1}/workspaces/{kept}/members`, ofUser('bob')),
          ['platform_workspace_member_added', true],
        ],
        [make('archived', `${v1}/workspaces`, { name: 'A' }), ['platform_workspace_created', true]],
        [invite('dan'), ['org_user_invite_sent', true]],
        [invite('fay'), ['org_user_invite_sent', true]],
        [
          make('account', `${v1}/service_accounts`, { name: 'a' }),
          ['platform_service_account_created', true],
        ],
        [
          make('', `${v1}/workspaces/{kept}/service_accounts`, ofAccount),
          ['platform_service_account_workspace_member_added', true],
        ],
        [make('admin', adminKeys, { name: 'A' }), ['admin_api_key_created', true]],
        [make('other', adminKeys, { name: 'A' }), ['admin_api_key_created', true]],
      ]);
      // As if all of that were too old to be kept.
      await db.transaction('', async (tx) => {
        await tx.run('DELETE FROM activities');
        await tx.run('UPDATE organizations SET feed_since = version + 1 - $1', slack);
      });
      await take([
        [post(`${v1}/workspaces/{kept}`, { name: 'E' }), ['platform_workspace_updated', false]],
        [post(`${v1}/workspaces/{kept}`, { name: 'F' }), ['platform_workspace_updated', true]],
        [post(`${v1}/workspaces/{archived}/archive`), ['platform_workspace_archived', true]],
        [accept('dan'), ['org_user_invite_accepted', true], ['claude_user_role_updated', true]],
        [remove(`${v1}/invites/{fayInvite}`), ['org_user_invite_deleted', true]],
        [
          make('', `${v1}/workspaces/{kept}/members`, ofUser('dan')),
          ['platform_workspace_member_added', true],
        ],
        [
          remove(`${v1}/users/{bob}`),
          ['org_user_deleted', false],
          ['claude_user_role_updated', true],
          ['platform_workspace_member_removed', true],
        ],
        [back('ada'), ['claude_user_role_updated', true]],
        [
          remove(`${v1}/service_accounts/{account}/workspaces/{kept}`),
          ['platform_service_account_workspace_member_removed', false],
        ],
        [post(`${v1}/service_accounts/{account}/archive`), ['platform_service_account_archived', true]],
        [post(`${v1}/api_keys/{key}`, { status: 'archived' }), ['platform_api_key_updated', false]],
        [post(`${adminKeys}/{admin}`, { status: 'disabled' }), ['admin_api_key_updated', true]],
        [remove(`${adminKeys}/{other}`), ['admin_api_key_deleted', true]],
      ]);
    });

    /** Brings a user back who has left, as the import of a document can. */
    const back = (name: string) => () =>
      db.transaction(organizationId, async (tx) => {
        const joining = { email: `${name}@example.com`, name, role: 'user', id: ids[name] } as const;
        const { activities } = await join(tx, organizationId, joining, true);
        await recordActivities(tx, organizationId, operator, { activities });
      });
  });
});
