import { archiveKeysOfMember } from '../../api/api-keys/store.ts';
import { archivedKeys } from '../../api/archived-keys.ts';
import type { Member } from '../../api/members/contract.ts';
import { putMember, removeMember } from '../../api/members/store.ts';
import type { ServiceAccountMember } from '../../api/service-account-members/contract.ts';
import { implicitMember } from '../../api/service-account-members/memberships.ts';
import * as accountStore from '../../api/service-account-members/store.ts';
import { updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import type { Path } from '../../schema/faults.ts';
import type { WorkspaceState } from '../document.ts';
import { readAccountMembers, readMembers } from '../rows.ts';
import type { Run } from './run.ts';
import type { Accounts } from './service-accounts.ts';
import { creatorOf, type People, userOf } from './users.ts';
import type { Imported } from './workspaces.ts';

/** Imports who is in the workspaces: users and service accounts. */
export async function importMembers(
  run: Run,
  workspaces: readonly Imported[],
  people: People,
  accounts: Accounts,
): Promise<void> {
  const users = Map.groupBy(await readMembers(run.tx, run.organizationId), (row) => row.workspace_id);
  const bots = Map.groupBy(await readAccountMembers(run.tx, run.organizationId), (row) => row.workspace_id);
  for (const { item, path, id } of workspaces) {
    const roles = new Map(users.get(id)?.map((row) => [row.user_id, row.workspace_role]));
    if (item.members !== undefined) await importUsersOf(run, id, item.members, path, people, roles);
    const stored = new Map(
      bots
        .get(id)
        ?.map((row): [string, ServiceAccountMember] => [row.service_account_id, JSON.parse(row.doc)]),
    );
    if (item.service_accounts !== undefined) {
      await importAccountsOf(run, id, item.service_accounts, path, { people, accounts, stored });
    }
  }
}

async function importUsersOf(
  run: Run,
  workspace_id: string,
  items: NonNullable<WorkspaceState['members']>,
  path: Path,
  people: People,
  left: Map<string, Member['workspace_role']>,
): Promise<void> {
  const { tx, organizationId } = run;
  for (const [index, { user, workspace_role }] of items.entries()) {
    const user_id = userOf(run, people, user, [...path, 'members', index, 'user']);
    if (user_id === undefined) continue;
    const before = left.get(user_id);
    left.delete(user_id);
    if (before === workspace_role || (before !== undefined && run.keeps)) continue;
    const ids = { workspace_id, user_id };
    const member: Member = { type: 'workspace_member', user_id, workspace_id, workspace_role };
    await putMember(tx, organizationId, member, JSON.stringify(member));
    if (before === undefined) {
      run.tell('added', { activities: [{ type: 'platform_workspace_member_added', ...ids }] });
    }
    const updates = updated('workspace_role', before, workspace_role);
    if (before !== undefined) {
      run.tell('changed', { activities: [{ type: 'platform_workspace_member_updated', ...ids, updates }] });
    }
  }
  for (const user_id of run.removes ? left.keys() : []) {
    const ids = { workspace_id, user_id };
    await removeMember(tx, organizationId, ids, run.at);
    const keys = await archiveKeysOfMember(tx, organizationId, user_id, workspace_id);
    const activities = [{ type: 'platform_workspace_member_removed' as const, ...ids }];
    run.tell('removed', { activities, cascaded: archivedKeys(keys) });
  }
}

async function importAccountsOf(
  run: Run,
  workspace_id: string,
  items: NonNullable<WorkspaceState['service_accounts']>,
  path: Path,
  known: { people: People; accounts: Accounts; stored: Map<string, ServiceAccountMember> },
): Promise<void> {
  const { tx, organizationId } = run;
  const left = new Map(known.stored);
  for (const [index, item] of items.entries()) {
    const here = [...path, 'service_accounts', index];
    const account = known.accounts.find(item.service_account);
    if (account === undefined) {
      run.refuse([...here, 'service_account'], `there is no service account '${item.service_account}'`);
      continue;
    }
    const ids = { service_account_id: account.id, workspace_id };
    const before = left.get(account.id);
    left.delete(account.id);
    const { workspace_role } = item;
    if (before === undefined) {
      const created_by_actor_id = creatorOf(run, known.people, item.created_by, [...here, 'created_by']);
      const implicit = implicitMember(account.id, workspace_id);
      const member = { ...implicit, workspace_role, implicit: false, created_by_actor_id };
      accountStore.insertMember(tx, organizationId, member, timestamp(run.momentOf(item.created_at)));
      const type = 'platform_service_account_workspace_member_added';
      run.tell('added', { activities: [{ type, ...ids }] });
    } else if (before.workspace_role !== workspace_role && !run.keeps) {
      await accountStore.replaceMember(tx, organizationId, { ...before, workspace_role });
      const updates = updated('workspace_role', before.workspace_role, workspace_role);
      const type = 'platform_service_account_workspace_member_updated';
      run.tell('changed', { activities: [{ type, ...ids, updates }] });
    }
  }
  for (const service_account_id of run.removes ? left.keys() : []) {
    const ids = { service_account_id, workspace_id };
    await accountStore.deleteMember(tx, organizationId, ids);
    const type = 'platform_service_account_workspace_member_removed';
    run.tell('removed', { activities: [{ type, ...ids }] });
  }
}
