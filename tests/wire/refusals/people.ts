import type { Caller } from '../caller.ts';
import { startServer } from '../harness.ts';
import { invite, invites, join, type User } from '../people.ts';
import { as, type Fixture, type Furnish, type Refuse, type Target } from './fixture.ts';

const addAdmin = (server: Parameters<Furnish>[0], { organizationId = '' }: Caller) =>
  server.admin<User>('users', 'add', '--org', organizationId, '--email', 'root@a.com', '--role', 'admin');

const unknownRole: Refuse = (send) => send(undefined, {}, '?roles[]=x');

/** The errors of the operations on users. */
export const furnishUsers: Furnish = async (server, caller) => {
  const admin = await addAdmin(server, caller);
  const { id } = await join(caller, 'user@a.com');
  return {
    params: { user_id: id },
    bodies: { 'users.update': { role: 'user' } },
    refusals: {
      not_found: (_send, target) => as(caller, target.at({ user_id: 'user_01unknown' })),
      unknown_role: unknownRole,
      role_not_assignable: (send) => send({ role: 'admin' }),
      admin_updated: (_send, target) => as(caller, target.at({ user_id: admin.id })),
      admin_removed: (_send, target) => as(caller, target.at({ user_id: admin.id })),
      last_member: async (_send, target) => {
        const alone = await server.organization();
        return as(alone, target.at({ user_id: (await join(alone, 'alone@a.com')).id }));
      },
    },
  };
};

/** The errors of the operations on invites. */
export const furnishInvites: Furnish = async (server, caller): Promise<Fixture> => {
  const strict = await startServer({ 'member-limit': 1, 'email-domains': 'a.com' });
  const full = await strict.organization();
  const { id } = await invite(caller, 'invited@a.com');
  const accepted = await invite(caller, 'accepted@a.com');
  const acceptAt = (invite_id: string) => `/x/v1/organizations/invites/${invite_id}/accept`;
  const { user } = (await caller.post(acceptAt(accepted.id), {})).body as { user: User };
  const { organizationId = '' } = caller;
  /** Accepts this invite by its ID, or by a new token. */
  const accepting = async (target: Target, invite_id: string) => {
    if (target.operationId === 'invites.accept') return () => as(caller, target.at({ invite_id }));
    const args = ['invites', 'link', invite_id, '--org', organizationId];
    const { token } = await server.admin<{ token: string }>(...args);
    return () => as(caller, { ...target, body: { token } });
  };
  const create = (email: string, by = caller) => by.post(invites, { email, role: 'user' });
  return {
    params: { invite_id: id },
    bodies: {
      'invites.create': { email: 'new@a.com', role: 'user' },
      'invites.redeem': { token: 'x' },
    },
    refusals: {
      not_found: (send, target) =>
        target.operationId === 'invites.redeem'
          ? send()
          : as(caller, target.at({ invite_id: 'invite_01unknown' })),
      unknown_role: unknownRole,
      unknown_status: (send) => send(undefined, {}, '?statuses[]=x'),
      email_malformed: (send) => send({ email: 'x' }),
      role_not_assignable: (send) => send({ role: 'admin' }),
      groups_unavailable: (send) => send({ rbac_group_ids: ['g'] }),
      already_member: () => create(user.email),
      already_invited: () => create('invited@a.com'),
      member_limit: async () => {
        await create('first@a.com', full);
        return create('second@a.com', full);
      },
      domain_not_allowed: async () => create('x@b.com', await strict.organization()),
      link_accepted: (_send, target) => as(caller, target.at({ invite_id: accepted.id })),
      delete_accepted: (_send, target) => as(caller, target.at({ invite_id: accepted.id })),
      joined_otherwise: async (_send, target) => {
        const email = `otherwise-${target.operationId}@a.com`;
        const accept = await accepting(target, (await invite(caller, email)).id);
        await server.admin('users', 'add', '--org', organizationId, '--email', email);
        return accept();
      },
      joined_and_removed: async (_send, target) => {
        const { id } = await invite(caller, `leaver-${target.operationId}@a.com`);
        const accept = await accepting(target, id);
        const { user } = (await accept()).body as { user: User };
        await caller.send('DELETE', `/v1/organizations/users/${user.id}`);
        return accept();
      },
    },
  };
};
