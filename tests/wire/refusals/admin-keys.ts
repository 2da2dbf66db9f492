import { adminKeys } from '../admin-keys.ts';
import { Caller } from '../caller.ts';
import { as, type Furnish } from './fixture.ts';

/** The errors of the operations on admin keys. */
export const furnishAdminKeys: Furnish = async (server, caller) => {
  const organizationId = caller.organizationId ?? '';
  const limited = await server.adminKey(organizationId, '--scopes', 'write:admin_keys', '--expires-in', '1h');
  const further = new Caller(server.url, limited.key);
  const alone = await server.organization();
  const { data } = (await alone.get(adminKeys)).body as { data: { id: string }[] };
  const last = { admin_key_id: data[0]?.id ?? '' };
  const off = await server.adminKey(organizationId);
  await server.admin('admin-keys', 'disable', off.id);
  const { id } = await server.adminKey(organizationId);
  return {
    params: { admin_key_id: id },
    bodies: {
      'admin_keys.create': { name: 'x' },
      'admin_keys.update': { status: 'disabled' },
      'admin_keys.rotate': { overlap: 'P1D' },
    },
    refusals: {
      unknown_cursor: (send) => send(undefined, {}, '?after_id=x'),
      no_scope: (send) => send({ scopes: [] }),
      not_a_time: (send) => send({ expires_at: 'tomorrow' }),
      past: (send) => send({ expires_at: '2020-01-31T12:00:00Z' }),
      makes_further: (_send, target) => as(further, target),
      reaches_further: (_send, target) => as(further, target),
      not_found: (_send, target) => as(caller, target.at({ admin_key_id: 'apikey_01unknown' })),
      not_a_duration: (send) => send({ overlap: 'P31D' }),
      not_active: (_send, target) => as(caller, target.at({ admin_key_id: off.id })),
      unknown_status: (send) => send({ status: 'expired' }),
      last_key: (_send, target) => as(alone, target.at(last)),
    },
  };
};
