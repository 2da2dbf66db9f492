import type { Member } from '../src/api/members/contract.ts';
import { memberHandlers } from '../src/api/members/handlers.ts';
import { removeMemberships } from '../src/api/members/store.ts';
import { foundOrganization } from '../src/api/organizations/found.ts';
import type { User } from '../src/api/users/contract.ts';
import { join } from '../src/api/users/join.ts';
import { workspaceHandlers } from '../src/api/workspaces/handlers.ts';
import { makeWorkspace } from '../src/api/workspaces/make.ts';
import { Replays } from '../src/api/workspaces/replays.ts';
import { insert } from '../src/api/workspaces/store.ts';
import type { Change, WriteCall } from '../src/call.ts';
import { createClock, timestamp } from '../src/contract/clock.ts';
import type { Database } from '../src/db/database.ts';
import { limits } from './limits.ts';

const now = createClock();
type Role = Member['workspace_role'];
type Added = Exclude<Role, 'workspace_billing'>;

const reading = {
  expectBytes: () => {},
  turn: async () => {},
  tokens: { issue: () => '', read: () => [] },
  validUntil: () => {},
};

/** An organization, as one server or several call its operations; each call says on which database. */
export async function organization(db: Database, workspaceMemberLimit = 0) {
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const who = { organizationId, keyId: 'a key', scopes: null, via: 'api', wire: 'new', now } as const;
  const handlers = memberHandlers({ workspaceMemberLimit });
  const { archive } = workspaceHandlers({
    limits,
    workspaceLimit: 1000,
    pageMaxBytes: 4_194_304,
    safeReplays: false,
    replays: new Replays(db),
    onReplayClaimed: () => {},
  });
  const write = (on: Database, work: (call: WriteCall) => Promise<Change>) =>
    on.transaction(organizationId, (tx) =>
      work({ ...who, requestHash: '', replay: 0, delivery: undefined, db: tx }),
    );
  const inputOf = (workspace_id: string, user_id: string) => ({
    params: { workspace_id, user_id },
    query: undefined,
    body: undefined,
  });
  const change = (sql: string, ...values: string[]) =>
    db.transaction(organizationId, (tx) => tx.run(sql, ...values, organizationId));
  return {
    add: (workspace: string, user_id: string, workspace_role: Added = 'workspace_user', on = db) =>
      write(on, (call) =>
        handlers.add({ ...inputOf(workspace, ''), body: { user_id, workspace_role } }, call),
      ),
    update: (workspace: string, user: string, workspace_role: Role) =>
      write(db, (call) => handlers.update({ ...inputOf(workspace, user), body: { workspace_role } }, call)),
    remove: (workspace: string, user: string) =>
      write(db, (call) => handlers.remove(inputOf(workspace, user), call)),
    get: (workspace: string, user: string) =>
      handlers.retrieve(inputOf(workspace, user), { ...who, ...reading, db }),
    users: async (workspace: string, cursor: { after_id?: string } = {}) => {
      const input = { ...inputOf(workspace, ''), query: { limit: 1000, ...cursor } };
      const page = JSON.parse(await handlers.list(input, { ...who, ...reading, db })) as { data: Member[] };
      return page.data.map(({ user_id }) => user_id);
    },
    archive: (workspace: string) => write(db, (call) => archive(inputOf(workspace, ''), call)),
    workspace: async () => {
      const workspace = makeWorkspace({ name: 'x' }, limits, now());
      const row = { isDefault: false, requestHash: null, undelivered: false, doc: JSON.stringify(workspace) };
      await db.transaction(organizationId, async (tx) => insert(tx, organizationId, workspace, row));
      return workspace.id;
    },
    user: (role: User['role'] = 'user') =>
      db.transaction(organizationId, async (tx) => {
        const email = `${crypto.randomUUID()}@example.com`;
        return (await join(tx, organizationId, { email, name: '', role })).user.id;
      }),
    promote: (user: string, role: User['role']) =>
      change('UPDATE users SET role = $1 WHERE id = $2 AND organization_id = $3', role, user),
    leave: (user: string) =>
      db.transaction(organizationId, async (tx) => {
        const at = timestamp(tx.moment);
        await removeMemberships(tx, organizationId, user, at);
        const left = 'UPDATE users SET deleted_at = $1 WHERE organization_id = $2 AND id = $3';
        await tx.run(left, at, organizationId, user);
      }),
    key: (workspace: string, user: string | null, status = 'active') =>
      db.transaction(organizationId, async (tx) => {
        const id = `apikey_${crypto.randomUUID()}`;
        await tx.run(
          `INSERT INTO api_keys (organization_id, id, workspace_id, user_id, status, created_at, hash, doc)
           VALUES ($1, $2, $3, $4, $5, '', $6, '{}')`,
          organizationId,
          id,
          workspace,
          user,
          status,
          id,
        );
        return id;
      }),
    activeKeys: async () => {
      const keys = `SELECT id FROM api_keys WHERE organization_id = $1 AND status <> 'archived' ORDER BY id`;
      return (await db.all<{ id: string }>(keys, organizationId)).map(({ id }) => id);
    },
  };
}
