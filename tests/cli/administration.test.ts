import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { fails, json, print, run } from './program.ts';

interface Organization {
  id: string;
  name: string;
  workspace_limit: number | null;
  active_workspaces: number;
}
interface Key {
  id: string;
  key: string;
  organization_id: string;
  name: string;
  hint: string;
  expires_at: string | null;
  disabled_at: string | null;
  last_used_at: string | null;
  state: string;
}

/** Changes a database behind the program's back. */
async function change(url: string, sql: string): Promise<void> {
  const db = await openDatabase(url);
  await db.transaction('', (tx) => tx.run(sql));
  await db.close();
}

const noWorkspaces = { workspace_limit: null, active_workspaces: 0 };
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

forEachDatabase((kind) => {
  describe('administration', { concurrency: 4 }, () => {
    it('organizations: create, list, show, set-limit', async () => {
      const database = { WORKSPACED_DATABASE: await kind.url() };
      const first = await json<Organization & { created_at: string }>(
        ['orgs', 'create', 'First Inc'],
        database,
      );
      assert.match(first.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.match(first.created_at, timestamp);
      assert.deepEqual(first, {
        id: first.id,
        name: 'First Inc',
        created_at: first.created_at,
        ...noWorkspaces,
      });
      const shown = await print(['orgs', 'create', 'Second Inc', '--limit', '7'], database);
      assert.match(shown, /^name +Second Inc$/m);
      assert.match(shown, /^workspace_limit +7$/m);

      const renamed = await json<Organization>(['orgs', 'rename', first.id, 'First Ltd'], database);
      assert.deepEqual(renamed, { ...first, name: 'First Ltd' });
      await json(['orgs', 'rename', first.id, 'First Inc'], database);

      const [listed, all] = await Promise.all([
        print(['orgs', 'list'], database),
        json<Organization[]>(['orgs', 'list'], database),
      ]);
      assert.deepEqual(
        all.map(({ name, workspace_limit }) => [name, workspace_limit]),
        [
          ['First Inc', null],
          ['Second Inc', 7],
        ],
      );
      assert.match(listed, /^ID +NAME +CREATED +ACTIVE +LIMIT\n\S+ {2}First Inc .* 0 +default\n\S+ .* 7$/);

      const limited = await json<Organization>(['orgs', 'set-limit', first.id, '3'], database);
      assert.equal(limited.workspace_limit, 3);
      assert.deepEqual(await json(['orgs', 'show', first.id], database), limited);
      const unlimited = await json<Organization>(['orgs', 'set-limit', first.id, 'default'], database);
      assert.equal(unlimited.workspace_limit, null);
      await Promise.all([
        fails(1, /there is no organization nobody/, ['orgs', 'show', 'nobody'], database),
        fails(1, /there is no organization nobody/, ['orgs', 'set-limit', 'nobody', '3'], database),
      ]);
    });

    it('admin-keys: create, list, disable, enable and delete take effect on a running server within a second', async () => {
      const url = await kind.url();
      const database = { WORKSPACED_DATABASE: url };
      await using server = await startServer({ database: url });
      const made = await json<Key>(['admin-keys', 'create', '--name', 'Terraform'], database);
      assert.match(made.key, /^sk-ant-admin01-[\w-]{43}$/);
      const { key, ...known } = made;
      assert.deepEqual(
        [known.organization_id, known.name, known.hint, known.expires_at, known.state],
        [server.organizationId, 'Terraform', key.slice(-4), null, 'active'],
      );

      const status = async () => {
        const headers = { 'x-api-key': key };
        return (await fetch(`${server.baseURL}/v1/organizations/workspaces`, { headers })).status;
      };
      const within = async (expected: number) => {
        for (
          const end = Date.now() + 1000;
          Date.now() < end && (await status()) !== expected;
          await sleep(50)
        );
        assert.equal(await status(), expected);
      };
      const turn = (verb: string, ...more: string[]) =>
        json<Key & { deleted?: true }>(['admin-keys', verb, known.id, ...more], database);
      assert.equal(await status(), 200);
      const own = async () =>
        (await json<Key[]>(['admin-keys', 'list'], database)).find(({ id }) => id === known.id);
      // Uses are stored a moment later.
      for (const end = Date.now() + 5000; Date.now() < end && !(await own())?.last_used_at; await sleep(50));

      const disabled = await turn('disable', '--org', server.organizationId);
      assert.match(disabled.disabled_at ?? '', timestamp);
      await within(401);
      const shown = await own();
      const thisHour = shown?.last_used_at ?? '';
      assert.match(thisHour, /T\d\d:00:00\.000000Z$/);
      assert.deepEqual(shown, {
        ...known,
        disabled_at: disabled.disabled_at,
        state: 'disabled',
        last_used_at: thisHour,
      });
      assert.deepEqual(await turn('enable'), { ...known, last_used_at: thisHour });
      await within(200);
      const deleted = { id: known.id, organization_id: server.organizationId, deleted: true };
      assert.deepEqual(await turn('delete'), deleted);
      await within(401);
      await fails(1, /there is no key/, ['admin-keys', 'enable', known.id], database);
      assert.doesNotMatch(await print(['admin-keys', 'list'], database), new RegExp(known.id));
    });

    it('admin-keys: organizations and expiry', async () => {
      const url = await kind.url();
      const database = { WORKSPACED_DATABASE: url };
      const { id: org } = await json<Organization>(['orgs', 'create', 'One'], database);
      const inAMonth = await json<Key>(['admin-keys', 'create', '--expires-in', '30d'], database);
      const days = (Date.parse(inAMonth.expires_at ?? '') - Date.now()) / 86_400_000;
      assert.ok(days > 29.9 && days < 30.1, `${days} days`);
      const { id: other } = await json<Organization>(['orgs', 'create', 'Two'], database);

      await fails(2, /several organizations: choose one with --org ID/, ['admin-keys', 'create'], database);
      await fails(1, /there is no organization none/, ['admin-keys', 'list', '--org', 'none'], database);
      const foreign = ['admin-keys', 'delete', inAMonth.id, '--org', other];
      await fails(1, /there is no key apikey_\w+ in this organization/, foreign, database);

      const zoned = ['--expires-at', '2099-01-31T12:00:00.5+01:00'];
      const short = await json<Key>(['admin-keys', 'create', '--org', org, ...zoned], database);
      assert.equal(short.expires_at, '2099-01-31T11:00:00.500000Z');
      await change(
        url,
        `UPDATE admin_keys SET expires_at = '2020-01-31T11:00:00.000000Z' WHERE id = '${short.id}'`,
      );
      const shown = await print(['admin-keys', 'list', '--org', org], database);
      assert.match(shown, /^ID +NAME +KEY +STATE +CREATED +EXPIRES +USED +SCOPES$/m);
      assert.match(
        shown,
        new RegExp(`^${short.id} +Admin key +…${short.hint.replace('-', '.')} +expired `, 'm'),
      );
      assert.match(shown, new RegExp(`^${inAMonth.id} .* active `, 'm'));
      assert.doesNotMatch(shown, /sk-ant/);
      assert.deepEqual(await json(['admin-keys', 'list', '--org', other], database), []);
    });

    it('check: a healthy database, and a wrong counter', async () => {
      const url = await kind.url();
      const database = { WORKSPACED_DATABASE: url };
      assert.match(await print(['migrate'], database), /^applied initial$/m);
      const { id } = await json<Organization>(['orgs', 'create', 'Counted'], database);
      assert.match(
        await print(['check'], database),
        /^Database version (\d+), program version \1\.\nNo problems found\.$/,
      );

      await change(url, 'UPDATE organizations SET active_workspaces = 3');
      const { code, stdout } = await run(['check'], database);
      assert.equal(code, 1);
      assert.ok(
        stdout.includes(`- organization ${id} has 0 active workspaces and its counter says 3\n`),
        stdout,
      );
    });

    if (kind.name === 'postgres') {
      it('backup refers to pg_dump', async () => {
        await fails(1, /use pg_dump/, ['backup', 'copy', '--database', await kind.url()]);
      });
    }
  });
});

describe('duration and expiry date', { concurrency: 4 }, () => {
  it('refuses invalid durations and dates', async () => {
    const create = (...more: string[]) => ['admin-keys', 'create', ...more];
    await Promise.all([
      fails(2, /--expires-in.*such as 30d, 12h or 15m/, create('--expires-in', '3 weeks')),
      fails(2, /--expires-in.*before the year 10000/, create('--expires-in', '9999999999d')),
      fails(2, /--expires-at.*such as 2030-01-31T12:00:00Z/, create('--expires-at', 'tomorrow')),
      fails(2, /--expires-at.*such as 2030/, create('--expires-at', '2099-02-31T00:00:00Z')),
      fails(2, /--expires-at.*such as 2030/, create('--expires-at', '2099-01-31T24:00:00Z')),
      fails(2, /--expires-at.*should be in the future/, create('--expires-at', '2020-01-01T00:00:00Z')),
      fails(2, /cannot be used with/, create('--expires-at', '2099-01-01T00:00:00Z', '--expires-in', '1d')),
      fails(2, /--name.*should be 1 to 100 characters/, create('--name', '')),
    ]);
  });
});
