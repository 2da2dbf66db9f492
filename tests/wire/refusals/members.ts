import { Caller, workspaces } from '../caller.ts';
import { startServer } from '../harness.ts';
import { unknownId } from '../shapes.ts';
import { as, type Furnish, type Target } from './fixture.ts';

/** The target’s request about another workspace or user, or with another role. */
function about(target: Target, params: { workspace_id?: string; user_id?: string }, role?: string): Target {
  const { user_id } = params;
  const there = target.at(params);
  const isAdd = target.operationId === 'members.add';
  const fields = { ...(isAdd && user_id && { user_id }), ...(role && { workspace_role: role }) };
  return { ...there, body: there.body && { ...there.body, ...fields } };
}

/** The errors of the operations on members. */
export const furnishMembers: Furnish = async (server, caller) => {
  const roles = { user: 'user', other: 'user', admin: 'admin', billing: 'billing' };
  const ids = Object.fromEntries(
    await Promise.all(
      Object.entries(roles).map(async ([name, role]) => {
        const who = ['--org', caller.organizationId ?? '', '--email', `${name}@members.example`];
        const { id } = await server.admin<{ id: string }>('users', 'add', ...who, '--role', role);
        return [name, id];
      }),
    ),
  ) as Record<keyof typeof roles, string>;
  const { id: workspace_id } = await caller.create();
  const archived = await caller.archive((await caller.create()).id);
  const member = { user_id: ids.user, workspace_role: 'workspace_developer' };
  await caller.post(`${workspaces}/${workspace_id}/members`, member);
  const byDefault = await caller.defaultWorkspace();
  const limited = await startServer({ 'workspace-member-limit': 1 }, server.database);
  const full = new Caller(limited.url, caller.key);
  return {
    params: { workspace_id, user_id: ids.user },
    bodies: { 'members.add': member, 'members.update': { workspace_role: 'workspace_developer' } },
    refusals: {
      workspace_not_found: (_send, target) => as(caller, about(target, { workspace_id: unknownId })),
      user_not_found: (_send, target) => as(caller, about(target, { user_id: 'user_unknown' })),
      member_not_found: (_send, target) => as(caller, about(target, { user_id: ids.other })),
      archived: (_send, target) => as(caller, about(target, { workspace_id: archived.id })),
      default_workspace: (_send, target) => as(caller, about(target, { workspace_id: byDefault.id })),
      already_member: (_send, target) => as(caller, about(target, {}, 'workspace_admin')),
      admin_role: (_send, target) => as(caller, about(target, { user_id: ids.admin })),
      billing_role: (_send, target) => as(caller, about(target, { user_id: ids.billing })),
      not_in_workspace: (_send, target) => as(caller, about(target, { user_id: ids.other })),
      not_billing: (_send, target) => as(caller, about(target, {}, 'workspace_billing')),
      implied_role: (_send, target) => as(caller, about(target, { user_id: ids.admin })),
      limit_reached: (_send, target) => as(full, about(target, { user_id: ids.billing }, 'workspace_admin')),
    },
  };
};
