import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { stringify } from 'yaml';
import { hashKey, newAdminKey } from '../../src/api/admin-keys/key.ts';
import { findKeyByHash } from '../../src/api/admin-keys/store.ts';
import { hashOf } from '../../src/api/api-keys/key.ts';
import { developmentKey } from '../../src/contract/development-key.ts';
import type { Database } from '../../src/db/database.ts';
import { diffDocuments, diffText } from '../../src/state/diff.ts';
import type { OrganizationState, StateDocument, WorkspaceState } from '../../src/state/document.ts';
import { exportOrganization } from '../../src/state/export.ts';
import { StateFault } from '../../src/state/fault.ts';
import { type DocumentOptions, type ImportResult, importDocument } from '../../src/state/import.ts';
import { readDocument } from '../../src/state/read.ts';
import { forEachDatabase } from '../databases.ts';
import { check, options } from './importing.ts';

/** The texts of the feed since an activity, oldest first: the type, and what was updated. */
async function feedOf(db: Database, organizationId: string, since = ''): Promise<string[]> {
  const rows = await db.all<{ id: string; type: string; doc: string }>(
    'SELECT id, type, doc FROM activities WHERE organization_id = $1 AND id > $2 ORDER BY id',
    organizationId,
    since,
  );
  return rows.map(({ type, doc }) => {
    const { updates = [], actor } = JSON.parse(doc) as {
      updates?: { type: string; current_value: string }[];
      actor: { service: string };
    };
    const changed = updates.map((each) => ` ${each.type}=${each.current_value}`).join('');
    return `${actor.service === 'cli' ? '' : `${actor.service} `}${type}${changed}`;
  });
}

/** The id of the newest activity. */
const newest = async (db: Database, organizationId: string) =>
  (
    await db.get<{ id: string }>(
      'SELECT id FROM activities WHERE organization_id = $1 ORDER BY id DESC LIMIT 1',
      organizationId,
    )
  )?.id ?? '';

let count = 0;

forEachDatabase((kind) => {
  let db: Database;
  before(async () => {
    db = await kind.open();
  });

  /** An organization that documents are imported into, found by its ref. */
  class Subject {
    readonly ref = `r${++count}`;
    id = '';

    async import(
      state: Partial<OrganizationState>,
      given: Partial<DocumentOptions> = {},
    ): Promise<ImportResult> {
      const text = stringify({ version: 1, organizations: [{ ref: this.ref, name: 'CI', ...state }] });
      const [document, { mode, ...rest }] = [readDocument(text), options(given)];
      const [result] = await importDocument(db, document, { mode, ...rest });
      this.id = result?.organizationId ?? '';
      await check(db, this.id);
      const live: StateDocument = { version: 1, organizations: [await this.state()] };
      const differences = mode === 'create' ? [] : diffDocuments(document, live, 'from');
      const told = mode === 'replace' ? differences : differences.filter(({ kind }) => kind !== 'added');
      assert.deepEqual(diffText(told), [], 'what was imported is what there is');
      return result as ImportResult;
    }

    /** What the import of this is refused with; nothing must change. */
    async refused(
      state: Partial<OrganizationState>,
      given: Partial<DocumentOptions> = {},
    ): Promise<string[]> {
      const was = this.id === '' ? undefined : await this.state();
      const error = await this.import(state, given).then(
        () => undefined,
        (error) => error,
      );
      assert.ok(error instanceof StateFault, String(error?.stack ?? 'it was imported'));
      if (was !== undefined) assert.deepEqual(await this.state(), was);
      return error.message.split('\n').map((line) => line.replace(/^line \d+, organizations\[0\]\.?/, ''));
    }

    state = () => exportOrganization(db, this.id);

    async workspace(name: string): Promise<WorkspaceState | undefined> {
      return (await this.state()).workspaces?.findLast((each) => each.name === name);
    }

    /** What an import of this adds to the feed. */
    async told(state: Partial<OrganizationState>, given: Partial<DocumentOptions> = {}): Promise<string[]> {
      const since = await newest(db, this.id);
      await this.import(state, given);
      return feedOf(db, this.id, since);
    }
  }
  const replace = { mode: 'replace' } as const;

  describe('the import of an organization', () => {
    it('founds it, with the default workspace of the document', async () => {
      const subject = new Subject();
      const made = await subject.import({
        id: crypto.randomUUID(),
        created_at: '2025-01-01T00:00:00Z',
        workspace_limit: 7,
        workspaces: [
          {
            name: 'Default',
            default: true,
            id: 'the_default',
            ref: 'd',
            created_at: '2025-01-02T00:00:00Z',
            tags: { a: 'b' },
          },
        ],
      });
      assert.deepEqual(made, { organizationId: subject.id, isNew: true, added: 0, changed: 0, removed: 0 });
      const state = await subject.state();
      assert.deepEqual(
        [state.created_at, state.workspace_limit, state.ref],
        ['2025-01-01T00:00:00.000000Z', 7, subject.ref],
      );
      const [workspace, ...others] = state.workspaces ?? [];
      assert.deepEqual(
        [workspace?.id, workspace?.created_at, workspace?.tags, workspace?.ref, workspace?.default],
        ['the_default', '2025-01-02T00:00:00.000000Z', { a: 'b' }, 'd', true],
      );
      assert.deepEqual(others, []);
    });

    it('finds it by its ID, else its ref, else its name, and refuses to guess', async () => {
      const name = `Named ${crypto.randomUUID()}`;
      const at = (organization: object) =>
        importDocument(db, { version: 1, organizations: [organization] } as StateDocument, options());
      const [first] = await at({ name });
      assert.deepEqual(await at({ name }), [{ ...first, isNew: false }]);
      const [second] = await at({ name, ref: 'other' });
      assert.equal(second?.isNew, true);
      assert.equal((await at({ name: 'Renamed', id: first?.organizationId }))[0]?.changed, 1);
      await at({ name, id: first?.organizationId });
      await assert.rejects(
        at({ name }),
        /organizations\[0\]: several organizations are meant: add the ID of one/,
      );
      const [third] = await at({ name: 'x', id: crypto.randomUUID(), ref: 'other' });
      await assert.rejects(at({ name, ref: 'other' }), /several/);
      assert.equal(third?.isNew, true);
    });

    it('changes its name and limit, and tells of it', async () => {
      const subject = new Subject();
      await subject.import({ workspace_limit: 5 });
      assert.deepEqual(await subject.told({ name: 'New', workspace_limit: null }), [
        'claude_organization_settings_updated name=New workspace_limit=null',
      ]);
      assert.deepEqual(await subject.told({ name: 'New' }), []);
      assert.deepEqual(await subject.told({ name: 'Other', workspace_limit: 3 }, { mode: 'create' }), []);
    });

    it('is all or nothing, for several organizations, too', async () => {
      const name = `All ${crypto.randomUUID()}`;
      const document = {
        version: 1,
        organizations: [
          { name, workspaces: [{ name: 'A' }] },
          { name: 'Bad', workspaces: [{ name: 'x'.repeat(41) }] },
        ],
      } as StateDocument;
      await assert.rejects(importDocument(db, document, options()), /at most 40 characters/);
      const rows = await db.all('SELECT id FROM organizations WHERE name = $1', name);
      assert.deepEqual(rows, []);
    });

    it('names the faults of all organizations, and of rules and of what exists, in the order of lines', async () => {
      const subject = new Subject();
      await subject.import({ users: [{ email: 'ada@example.com' }] });
      const [ada] = (await subject.state()).users ?? [];
      const organizations = [
        { name: 'Bad', workspaces: [{ name: 'D', default: true, tags: { 'anthropic-x': '1' } }] },
        {
          name: 'CI',
          ref: subject.ref,
          pinned: true,
          users: [{ email: 'ada@example.com', added_at: '2025-01-01T00:00:00Z' }],
          workspaces: [{ name: 'x'.repeat(41) }],
        },
      ];
      const document = readDocument(stringify({ version: 1, organizations }));
      const error = await importDocument(db, document, options()).catch((error: Error) => error);
      assert.ok(error instanceof StateFault);
      assert.deepEqual(
        error.faults.map(({ path, message }) => `${path.slice('organizations'.length)}: ${message}`),
        [
          '[0].workspaces[0].tags["anthropic-x"]: Keys should not begin with \'anthropic\'',
          '[1].pinned: only a sandbox pins objects',
          `[1].users[0].added_at: never changes, and is ${ada?.added_at}`,
          '[1].workspaces[0].name: String should have at most 40 characters',
        ],
      );
    });
  });

  describe('the import of users', () => {
    it('adds, changes and removes them as the API would', async () => {
      const subject = new Subject();
      await subject.import({
        users: [
          { email: 'ada@example.com', name: 'Ada', role: 'admin', added_at: '2025-01-01T00:00:00+01:00' },
          { email: 'bob@example.com', id: 'bob' },
        ],
        workspaces: [
          {
            name: 'A',
            members: [{ user: 'bob', workspace_role: 'workspace_user' }],
            api_keys: [{ name: 'k', user: 'bob@example.com', created_by: 'ada@example.com' }],
          },
        ],
      });
      const [ada, bob] = (await subject.state()).users ?? [];
      assert.deepEqual(
        [ada?.added_at, ada?.role, bob?.id, bob?.role, bob?.name],
        ['2024-12-31T23:00:00.000000Z', 'admin', 'bob', 'user', ''],
      );
      const changed = {
        users: [
          { email: 'Ada@example.com', role: 'user' },
          { id: 'bob', email: 'rob@example.com' },
        ],
      } as const;
      assert.deepEqual(await subject.told({ users: [...changed.users] }), ['claude_user_role_updated']);
      assert.deepEqual(
        (await subject.state()).users?.map(({ email, name }) => [email, name]),
        [
          ['Ada@example.com', 'Ada'],
          ['rob@example.com', ''],
        ],
      );
      assert.deepEqual(await subject.told({ users: [] }), []);
      assert.deepEqual(await subject.told({ users: [{ email: 'ada@example.com' }] }, replace), [
        'org_user_deleted',
        'claude_user_role_updated',
        'cascade platform_workspace_member_removed',
        'cascade platform_api_key_updated status=archived',
      ]);
      const workspace = await subject.workspace('A');
      assert.deepEqual(workspace?.members, []);
      assert.deepEqual(
        [workspace?.api_keys?.[0]?.user, workspace?.api_keys?.[0]?.created_by],
        ['bob', 'ada@example.com'],
      );
      assert.deepEqual(await subject.told({ users: [{ id: 'bob', email: 'bob@example.com' }] }), [
        'claude_user_role_updated',
      ]);
    });

    it('keeps those that exist if it only creates', async () => {
      const subject = new Subject();
      await subject.import({ users: [{ email: 'ada@example.com', role: 'admin' }] });
      const state = {
        users: [{ email: 'ada@example.com', role: 'user' }, { email: 'bob@example.com' }],
      } as const;
      const result = await subject.import({ users: [...state.users] }, { mode: 'create' });
      assert.deepEqual([result.added, result.changed], [1, 0]);
      assert.deepEqual(
        (await subject.state()).users?.map(({ role }) => role),
        ['admin', 'user'],
      );
    });

    it('refuses an address of two, another time, and IDs where they can’t be given', async () => {
      const subject = new Subject();
      await subject.import({
        users: [{ email: 'ada@example.com', ref: 'ada' }, { email: 'bob@example.com' }],
      });
      const [ada, bob] = (await subject.state()).users ?? [];
      assert.deepEqual(
        await subject.refused({
          users: [
            { ref: 'ada', email: 'ada@example.com', added_at: '2025-01-01T00:00:00Z' },
            { id: 'x', email: 'BOB@example.com' },
          ],
        }),
        [
          `users[0].added_at: never changes, and is ${ada?.added_at}`,
          `users[1].email: is the address of another user: ${bob?.id}`,
        ],
      );
      const given = { users: [{ id: 'x', email: 'x@example.com' }] };
      assert.deepEqual(await subject.refused(given, { literalIds: false }), [
        'users[0].id: there is no such object, and a new one can have an ID of yours only in a sandbox',
      ]);
      await subject.import(given, { literalIds: false, isSandbox: true });
      await subject.import(given, { literalIds: false });
    });
  });

  describe('the import of workspaces', () => {
    it('adds them with all that is in them, in the order of the document', async () => {
      const subject = new Subject();
      const result = await subject.import({
        service_accounts: [{ name: 'bot', description: 'd', organization_role: 'admin' }],
        workspaces: [
          {
            name: 'B',
            display_color: '#000000',
            data_residency: { allowed_inference_geos: ['us'], default_inference_geo: 'us' },
          },
          {
            name: 'A',
            archived_at: '2025-06-01T00:00:00Z',
            created_at: '2025-01-01T00:00:00Z',
            service_accounts: [
              {
                service_account: 'bot',
                workspace_role: 'workspace_admin',
                created_at: '2025-02-01T00:00:00Z',
                created_by: 'user_gone',
              },
            ],
            api_keys: [{ name: 'k', status: 'archived', partial_key_hint: 'sk…1', service_account: 'bot' }],
          },
        ],
        generate: { workspaces: 11, name: 'ws-%02d' },
      });
      assert.deepEqual([result.added, result.changed, result.removed], [16, 0, 0]);
      const { workspaces = [] } = await subject.state();
      assert.deepEqual(
        workspaces.map(({ name }) => name),
        [
          'Default',
          'A',
          'B',
          ...Array.from({ length: 11 }, (_each, index) => `ws-${String(index + 1).padStart(2, '0')}`),
        ],
      );
      assert.equal(workspaces[3]?.ref, 'ws-01');
      const [, a, b] = workspaces;
      assert.deepEqual(a?.service_accounts, [
        {
          service_account: 'bot',
          workspace_role: 'workspace_admin',
          created_at: '2025-02-01T00:00:00.000000Z',
          created_by: 'user_gone',
        },
      ]);
      assert.deepEqual(
        [a?.archived_at, a?.api_keys?.[0]?.partial_key_hint],
        ['2025-06-01T00:00:00.000000Z', 'sk…1'],
      );
      assert.deepEqual(b?.data_residency, {
        workspace_geo: 'us',
        allowed_inference_geos: ['us'],
        default_inference_geo: 'us',
      });
      const rows = await db.all<{ archived: number; day: string }>(
        'SELECT day, archived FROM workspace_counts WHERE organization_id = $1 AND archived > 0',
        subject.id,
      );
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [{ day: '2025-06-01', archived: 1 }],
      );
    });

    it('changes and archives them as the API would', async () => {
      const subject = new Subject();
      await subject.import({
        workspaces: [
          { ref: 'a', name: 'A', tags: { x: '1', y: '2' }, api_keys: [{ name: 'k' }] },
          { name: 'B', created_at: '2025-01-01T00:00:00Z' },
        ],
      });
      assert.deepEqual(await subject.told({ workspaces: [{ ref: 'a', name: 'A2', tags: { y: '3' } }] }), [
        'platform_workspace_updated name=A2 tags={"y":"3"}',
      ]);
      assert.equal((await subject.workspace('B'))?.archived_at, undefined);
      assert.deepEqual(await subject.told({ workspaces: [{ name: 'B' }] }, replace), [
        'platform_workspace_archived',
        'cascade platform_api_key_updated status=archived',
      ]);
      const told = await subject.told({ workspaces: [{ name: 'B', archived_at: '2026-01-01T00:00:00Z' }] });
      assert.deepEqual(told, ['platform_workspace_archived']);
      assert.equal((await subject.workspace('B'))?.archived_at, '2026-01-01T00:00:00.000000Z');
      assert.deepEqual(
        await subject.told({ workspaces: [{ name: 'B', archived_at: '2026-01-01T00:00:00Z' }] }, replace),
        [],
      );
    });

    it('archives the keys of an archived one, whatever the document says of their status', async () => {
      const subject = new Subject();
      const archived = { name: 'A', archived_at: '2025-06-01T00:00:00Z' };
      const state = {
        workspaces: [
          { ...archived, api_keys: [{ name: 'late' }, { name: 'k', status: 'archived' as const }] },
        ],
      };
      await subject.import(state);
      const [, made] = (await subject.state()).workspaces ?? [];
      assert.deepEqual(
        made?.api_keys?.map(({ name, status }) => [name, status]),
        [
          ['late', 'archived'],
          ['k', 'archived'],
        ],
      );
      for (const mode of ['create', 'merge', 'replace'] as const) {
        assert.deepEqual(await subject.told(state, { mode }), []);
      }
      for (const status of ['active', 'inactive'] as const) {
        const api_keys = [{ name: 'late', status }];
        assert.deepEqual(await subject.refused({ workspaces: [{ ...archived, api_keys }] }), [
          'workspaces[0].api_keys[0].status: the keys of an archived workspace are archived',
        ]);
      }
    });

    it('lets another follow one with its ref or name that was archived, but not with its ID', async () => {
      const subject = new Subject();
      await subject.import({ workspaces: [{ ref: 'a', name: 'A' }, { name: 'B' }] });
      const old = await subject.workspace('A');
      await subject.import({ workspaces: [] }, replace);
      const result = await subject.import({ workspaces: [{ ref: 'a', name: 'A' }, { name: 'B' }] });
      assert.deepEqual([result.added, result.changed], [2, 0]);
      assert.notEqual((await subject.workspace('A'))?.id, old?.id);
      assert.deepEqual(await subject.refused({ workspaces: [{ id: old?.id ?? '', name: 'A' }] }), [
        `workspaces[0]: is archived, and can’t be changed: ${old?.id}`,
      ]);
    });

    it('never takes another for the default workspace', async () => {
      const subject = new Subject();
      await subject.import({ workspaces: [{ name: 'Default', id: 'x' }] });
      const state = { workspaces: [{ name: 'Default', default: true, tags: { a: 'b' } }] };
      assert.deepEqual(await subject.told(state), ['platform_workspace_updated tags={"a":"b"}']);
      assert.deepEqual(await subject.told(state, replace), ['platform_workspace_archived']);
      const [own, other] = (await subject.state()).workspaces ?? [];
      assert.deepEqual([own?.default, own?.tags, other?.id], [true, { a: 'b' }, 'x']);
    });

    it('refuses to guess between those of one name, and takes one that nothing else is about', async () => {
      const subject = new Subject();
      await subject.import({
        workspaces: [
          { id: 'one', name: 'A' },
          { id: 'two', name: 'A' },
        ],
      });
      assert.deepEqual(await subject.refused({ workspaces: [{ name: 'A' }] }), [
        'workspaces[0]: several objects are named A: add the ID of the one that is meant',
      ]);
      const result = await subject.import({
        workspaces: [
          { name: 'A', display_color: '#123456' },
          { id: 'one', name: 'A' },
        ],
      });
      assert.deepEqual([result.added, result.changed], [0, 1]);
      assert.equal(
        (await subject.state()).workspaces?.find(({ id }) => id === 'two')?.display_color,
        '#123456',
      );
      assert.equal((await subject.import({ workspaces: [{ name: 'A' }] }, { mode: 'create' })).added, 0);
    });

    it('refuses what the API would, each with its place', async () => {
      const subject = new Subject();
      await subject.import({ workspaces: [{ id: 'a', name: 'A' }] });
      const faults = await subject.refused({
        workspaces: [
          { id: 'a', name: 'A', created_at: '2025-01-01T00:00:00Z' },
          { name: 'B', tags: { 'anthropic-x': '1' } },
          { name: 'C'.repeat(41), data_residency: { workspace_geo: 'eu' } },
          { name: 'D', data_residency: { allowed_inference_geos: ['us'] } },
          { name: 'E', members: [{ user: 'nobody', workspace_role: 'workspace_user' }] },
        ],
      });
      assert.match(faults[0] ?? '', /^workspaces\[0\]\.created_at: never changes, and is 20/);
      assert.deepEqual(faults.slice(1), [
        'workspaces[1].tags["anthropic-x"]: Keys should not begin with \'anthropic\'',
        'workspaces[2].name: String should have at most 40 characters',
        "workspaces[2].data_residency.workspace_geo: must be one of ['us']",
        "workspaces[3]: data_residency.default_inference_geo: must be a member of allowed_inference_geos; 'global' is not",
        "workspaces[4].members[0].user: there is no user 'nobody'",
      ]);
      assert.match(
        (await subject.refused({ generate: { workspaces: 1, name: `${'x'.repeat(40)}%d` } })).join(),
        /^generate\.name: String/,
      );
    });

    it('changes who is in them as the API would', async () => {
      const subject = new Subject();
      const people = {
        users: [{ email: 'ada@example.com' }, { email: 'bob@example.com' }],
        service_accounts: [{ name: 'bot' }],
      };
      const within = (members: WorkspaceState['members'], accounts: WorkspaceState['service_accounts']) => ({
        workspaces: [{ name: 'A', members, service_accounts: accounts }],
      });
      const all = within(
        [{ user: 'ada@example.com', workspace_role: 'workspace_user' }],
        [{ service_account: 'bot', workspace_role: 'workspace_user' }],
      );
      await subject.import({ ...people, ...all, api_keys: [{ name: 'o', service_account: 'bot' }] });
      await subject.import({
        workspaces: [{ name: 'A', api_keys: [{ name: 'k', user: 'ada@example.com' }] }],
      });
      const other = within(
        [
          { user: 'ada@example.com', workspace_role: 'workspace_admin' },
          { user: 'bob@example.com', workspace_role: 'workspace_developer' },
        ],
        [{ service_account: 'bot', workspace_role: 'workspace_admin' }],
      );
      assert.deepEqual(await subject.told(other, { mode: 'create' }), ['platform_workspace_member_added']);
      assert.deepEqual(await subject.told(other), [
        'platform_workspace_member_updated workspace_role=workspace_admin',
        'platform_service_account_workspace_member_updated workspace_role=workspace_admin',
      ]);
      assert.deepEqual(await subject.told(within(undefined, undefined), replace), []);
      assert.deepEqual(await subject.told(within([], []), replace), [
        'platform_workspace_member_removed',
        'platform_workspace_member_removed',
        'platform_service_account_workspace_member_removed',
        'cascade platform_api_key_updated status=archived',
      ]);
      assert.deepEqual(
        await subject.told(within([{ user: 'bob@example.com', workspace_role: 'workspace_user' }], [])),
        ['platform_workspace_member_added'],
      );
      assert.deepEqual(await subject.told({ service_accounts: [] }, replace), [
        'platform_service_account_archived',
        'cascade platform_api_key_updated status=archived',
      ]);
    });
  });

  describe('the import of service accounts', () => {
    it('adds and changes them, and refuses a name of two', async () => {
      const subject = new Subject();
      await subject.import({
        service_accounts: [
          { name: 'bot', id: 'x', created_at: '2025-01-01T00:00:00Z', updated_at: '2025-01-01T00:00:00Z' },
        ],
      });
      assert.deepEqual(await subject.told({ service_accounts: [{ name: 'bot', description: 'd' }] }), [
        'platform_service_account_updated description=d',
      ]);
      assert.deepEqual(await subject.refused({ service_accounts: [{ name: 'bot', id: 'y' }] }), [
        'service_accounts[0].name: is the name of another service account: x',
      ]);
      assert.deepEqual(await subject.refused({ service_accounts: [{ name: 'robot', id: 'x' }] }), [
        'service_accounts[0].name: never changes, and is bot',
      ]);
      const archived = { service_accounts: [{ id: 'x', name: 'bot', archived_at: '2026-01-01T00:00:00Z' }] };
      assert.deepEqual(await subject.told(archived), ['platform_service_account_archived']);
      assert.deepEqual(await subject.told(archived, replace), []);
      assert.deepEqual(await subject.told({ service_accounts: [{ name: 'bot' }] }), [
        'platform_service_account_created',
      ]);
    });
  });

  describe('the import of keys', () => {
    it('changes what the API would, and nothing else', async () => {
      const subject = new Subject();
      const keys = (...api_keys: NonNullable<WorkspaceState['api_keys']>) => ({
        workspaces: [{ name: 'A', api_keys }],
      });
      await subject.import(
        keys({ id: 'k', name: 'k', expires_at: '2099-01-01T00:00:00Z', key: 'batch-key' }),
        { isSandbox: true },
      );
      const row = await db.get<{ id: string }>(
        'SELECT id FROM api_keys WHERE hash = $1',
        hashOf('batch-key'),
      );
      assert.equal(row?.id, 'k');
      assert.deepEqual(await subject.told(keys({ id: 'k', name: 'l', status: 'inactive' })), [
        'platform_api_key_updated name=l status=inactive',
      ]);
      assert.deepEqual(
        await subject.refused(
          keys({
            id: 'k',
            name: 'l',
            expires_at: '2098-01-01T00:00:00Z',
            user: 'user_1',
            status: 'archived',
          }),
        ),
        [
          'workspaces[0].api_keys[0]: whom a key acts as never changes',
          'workspaces[0].api_keys[0].expires_at: never changes, and is 2099-01-01T00:00:00.000000Z',
        ],
      );
      assert.deepEqual(
        await subject.refused({
          users: [{ email: 'ada@example.com' }],
          api_keys: [{ id: 'k', name: 'l', user: 'ada@example.com' }],
        }),
        ['api_keys[0].id: is the ID of a key of another place, and keys never move'],
      );
      const env = (name: string) => ({ BATCH: 'batch-key', BAD: 'a b' })[name];
      const given = {
        ...keys(
          { name: 'm', key_env: 'BATCH' },
          { name: 'n', key_env: 'BAD' },
          { name: 'o', key_env: 'NONE' },
          { name: 'p', key: 'x' },
        ),
      };
      assert.deepEqual(await subject.refused(given, { env }), [
        'workspaces[0].api_keys[0]: has the secret of another key',
        'workspaces[0].api_keys[1].key_env: the variable BAD doesn’t hold a key',
        'workspaces[0].api_keys[2].key_env: the variable NONE isn’t set',
        'workspaces[0].api_keys[3].key: only a sandbox takes keys from a document: name a variable in key_env',
      ]);
      await subject.import(keys({ id: 'k', name: 'l', key_env: 'BATCH' }), { env });
      assert.deepEqual(await subject.told(keys(), replace), ['platform_api_key_updated status=archived']);
      assert.deepEqual(await subject.told(keys({ name: 'l' })), ['platform_api_key_created']);
    });

    it('takes no live one of an archived service account', async () => {
      const subject = new Subject();
      const bot = { name: 'bot', archived_at: '2025-06-01T00:00:00Z' };
      const keys = (status?: 'archived') => ({
        service_accounts: [bot],
        api_keys: [{ name: 'k', service_account: 'bot', status }],
      });
      assert.deepEqual(await subject.refused(keys()), [
        'api_keys[0].service_account: is archived, and so are its keys',
      ]);
      await subject.import(keys('archived'));
      const id = (await subject.state()).api_keys?.[0]?.id ?? '';
      assert.deepEqual(await subject.told({ api_keys: [{ id, name: 'k', service_account: 'bot' }] }), []);
    });

    it('identifies admin keys by their secret', async () => {
      const subject = new Subject();
      const secret = `sk-${crypto.randomUUID()}`;
      const sandbox = { isSandbox: true };
      const keys = (name: string, scopes?: ['read:workspaces']) => ({
        admin_keys: [{ name, key: secret, scopes }],
      });
      assert.deepEqual(await subject.refused(keys('a')), [
        'admin_keys[0].key: only a sandbox takes keys from a document: name a variable in key_env',
      ]);
      await subject.import(keys('a'), sandbox);
      assert.equal((await findKeyByHash(db, hashKey(secret)))?.organization_id, subject.id);
      assert.deepEqual(await subject.told(keys('b'), { ...sandbox, mode: 'create' }), []);
      assert.deepEqual(await subject.told(keys('b'), sandbox), ['admin_api_key_updated name=b']);
      assert.deepEqual(await subject.refused(keys('b', ['read:workspaces']), sandbox), [
        'admin_keys[0].scopes: the scopes of an admin key never change: delete it first',
      ]);
      assert.deepEqual(await new Subject().refused(keys('b'), sandbox), [
        'admin_keys[0]: is the key of another organization',
      ]);
      for (const wrong of ['abc', `sk-ant-admin01-${'x'.repeat(42)}`]) {
        assert.deepEqual(
          await subject.refused({ admin_keys: [{ name: 'c', key_env: 'KEY' }] }, { env: () => wrong }),
          [
            'admin_keys[0].key_env: the variable KEY doesn’t hold an admin key: sk-ant-admin01- and at least 43 letters, digits, _ or -',
          ],
        );
      }
      assert.deepEqual(
        await subject.refused({ admin_keys: [{ name: 'c', key_env: 'KEY' }] }, { env: () => developmentKey }),
        ['admin_keys[0].key_env: the variable KEY holds the development key, which is published'],
      );
      const published = newAdminKey();
      const env = () => published;
      const next = { admin_keys: [{ name: 'c', key_env: 'KEY', scopes: ['read:workspaces' as const] }] };
      assert.deepEqual(await subject.told(next, { env, ...replace }), [
        'admin_api_key_created',
        'admin_api_key_deleted',
      ]);
      assert.equal((await findKeyByHash(db, hashKey(published)))?.scopes, '["read:workspaces"]');
    });
  });

  describe('the import of invites', () => {
    it('adds pending, accepted and expired ones, once', async () => {
      const subject = new Subject();
      const invites: OrganizationState['invites'] = [
        { email: 'ada@example.com', role: 'developer' },
        {
          email: 'bob@example.com',
          accepted_at: '2025-01-02T00:00:00Z',
          invited_at: '2025-01-01T00:00:00Z',
          user: 'bob@example.com',
        },
        { email: 'eve@example.com', invited_at: '2025-01-03T00:00:00Z', expires_at: '2025-02-01T00:00:00Z' },
      ];
      const users = [{ email: 'bob@example.com' }];
      assert.equal((await subject.import({ users, invites })).added, 4);
      const stored = (await subject.state()).invites ?? [];
      assert.deepEqual(
        stored.map(({ email, expires_at, accepted_at, user }) => [email, expires_at, accepted_at, user]),
        [
          [
            'bob@example.com',
            '2025-01-22T00:00:00.000000Z',
            '2025-01-02T00:00:00.000000Z',
            'bob@example.com',
          ],
          ['eve@example.com', '2025-02-01T00:00:00.000000Z', undefined, undefined],
          ['ada@example.com', stored[2]?.expires_at, undefined, undefined],
        ],
      );
      assert.deepEqual(await subject.told({ users, invites }), []);
      // Whoever accepted needs no other invite; one that has expired does, and so does one whose user has left.
      assert.deepEqual(await subject.told({ invites: [{ email: 'bob@example.com' }] }), []);
      assert.deepEqual(await subject.told({ invites: [{ email: 'eve@example.com' }] }), [
        'org_user_invite_sent',
      ]);
      await subject.import({ users: [] }, replace);
      assert.deepEqual(await subject.told({ invites: [{ email: 'bob@example.com' }] }), [
        'org_user_invite_sent',
      ]);
    });

    it('makes no second pending one for an address', async () => {
      const subject = new Subject();
      await subject.import({ invites: [{ email: 'ada@example.com' }] });
      assert.equal((await subject.import({ invites: [{ ref: 'ada', email: 'ada@example.com' }] })).added, 0);
      const [ada] = (await subject.state()).invites ?? [];
      assert.equal(ada?.ref, 'ada');
      assert.deepEqual(await subject.refused({ invites: [{ id: 'x', email: 'ADA@example.com' }] }), [
        `invites[0].email: is the address of another pending invite: ${ada?.id}`,
      ]);
      await subject.import({ invites: [{ id: 'x', email: 'ADA@example.com' }] }, replace);
      const gone = { email: 'eve@example.com', accepted_at: '2025-01-01T00:00:00Z', user: 'user_gone' };
      assert.equal((await subject.import({ invites: [gone] })).added, 1);
      assert.equal((await subject.import({ invites: [gone] })).added, 0);
    });

    it('deletes pending ones, and refuses to change any', async () => {
      const subject = new Subject();
      await subject.import({
        invites: [{ id: 'i', email: 'ada@example.com' }, { email: 'bob@example.com' }],
      });
      assert.deepEqual(
        await subject.refused({ invites: [{ id: 'i', email: 'eve@example.com', role: 'admin' }] }),
        [
          'invites[0].email: never changes, and is ada@example.com',
          'invites[0].role: never changes, and is user',
        ],
      );
      assert.deepEqual(await subject.told({ invites: [{ email: 'bob@example.com' }] }, replace), [
        'org_user_invite_deleted',
      ]);
      assert.deepEqual(await subject.refused({ invites: [{ id: 'i', email: 'ada@example.com' }] }), [
        'invites[0].id: is the ID of an invite that was deleted',
      ]);
    });
  });

  describe('times', () => {
    it('that are absent are not later than what came afterwards, so that an export can be imported', async () => {
      const subject = new Subject();
      const past = '2025-01-01T00:00:00.000000Z';
      await subject.import({
        invites: [{ email: 'ada@example.com', expires_at: past }],
        service_accounts: [{ name: 'bot', archived_at: past }],
        workspaces: [
          { name: 'A', archived_at: past },
          { name: 'B', api_keys: [{ name: 'k', expires_at: past }] },
        ],
      });
      const { invites, service_accounts, workspaces } = await subject.state();
      const key = workspaces?.find(({ name }) => name === 'B')?.api_keys?.[0];
      assert.deepEqual(
        [
          invites?.[0]?.invited_at,
          service_accounts?.[0]?.created_at,
          workspaces?.[1]?.created_at,
          key?.created_at,
        ],
        [past, past, past, past],
      );
      readDocument(stringify({ version: 1, organizations: [await subject.state()] }));
    });

    it('at which an object wasn’t there yet are refused', async () => {
      const subject = new Subject();
      await subject.import({ workspaces: [{ name: 'A' }], service_accounts: [{ name: 'bot' }] });
      const { service_accounts, workspaces } = await subject.state();
      const archived_at = '2025-01-01T00:00:00Z';
      assert.deepEqual(
        await subject.refused({
          service_accounts: [{ name: 'bot', archived_at }],
          workspaces: [{ name: 'A', archived_at }],
        }),
        [
          `service_accounts[0].archived_at: is earlier than created_at, which is ${service_accounts?.[0]?.created_at}`,
          `workspaces[0].archived_at: is earlier than created_at, which is ${workspaces?.[1]?.created_at}`,
        ],
      );
    });
  });

  describe('refs and pins', () => {
    const pinsOf = async ({ id }: Subject) =>
      (
        await db.all<{ object: string; ref: string | null }>(
          'SELECT object, ref FROM refs WHERE organization_id = $1 AND pinned = 1 ORDER BY object',
          id,
        )
      ).map(({ object, ref }) => `${object} ${ref}`);

    it('are kept, moved and taken away', async () => {
      const subject = new Subject();
      const sandbox = { isSandbox: true };
      const pinned = {
        pinned: true,
        users: [{ email: 'ada@example.com', pinned: true }],
        workspaces: [{ name: 'A', ref: 'a', pinned: true }, { name: 'B' }],
      };
      assert.deepEqual(await new Subject().refused(pinned), [
        'pinned: only a sandbox pins objects',
        'users[0].pinned: only a sandbox pins objects',
        'workspaces[0].pinned: only a sandbox pins objects',
      ]);
      await subject.import(pinned, sandbox);
      const all = [`organization ${subject.ref}`, 'users null', 'workspaces a'];
      assert.deepEqual(await pinsOf(subject), all);
      await subject.import({ workspaces: [{ name: 'A' }, { name: 'B' }] }, sandbox);
      assert.deepEqual(await pinsOf(subject), all);
      const id = (await subject.workspace('B'))?.id ?? '';
      await subject.import({ workspaces: [{ name: 'B', id, ref: 'a' }] }, sandbox);
      assert.equal((await subject.workspace('A'))?.ref, undefined);
      assert.equal((await subject.workspace('B'))?.ref, 'a');
      assert.equal((await subject.import({ workspaces: [{ name: 'B', id, ref: 'a' }] }, sandbox)).changed, 0);
      await subject.import(
        { users: [{ email: 'ada@example.com' }], pinned: false },
        { ...sandbox, ...replace },
      );
      assert.deepEqual(await pinsOf(subject), []);
    });
  });

  it('a clock and faults are only for a sandbox', async () => {
    const state = { clock: '2026-11-01T00:00:00Z', faults: [] };
    assert.deepEqual(await new Subject().refused(state), [
      'clock: only a sandbox has them',
      'faults: only a sandbox has them',
    ]);
    await new Subject().import(state, { isSandbox: true });
  });
});
