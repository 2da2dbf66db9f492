import { workspaces } from '../caller.ts';
import { unknownId } from '../shapes.ts';
import { as, type Furnish } from './fixture.ts';

const accounts = '/v1/organizations/service_accounts';
const unknown = { service_account_id: 'svac_01JwQvzr7rXLA5AGx3HKfFUJ' };
const role = { workspace_role: 'workspace_user' };

/** The errors of the operations on service accounts and their memberships. */
export const furnishServiceAccounts: Furnish = async (_server, caller) => {
  const create = async () => {
    const name = `refused-${crypto.randomUUID()}`;
    const { body } = await caller.post(accounts, { name });
    return { service_account_id: (body as { id: string }).id, name };
  };
  const [{ service_account_id, name }, archived] = [await create(), await create()];
  await caller.post(`${accounts}/${archived.service_account_id}/archive`);
  const [workspace, other, former] = await caller.createMany(3);
  await caller.archive(former?.id ?? '');
  const byDefault = await caller.defaultWorkspace();
  await caller.post(`${workspaces}/${workspace?.id}/service_accounts`, { service_account_id, ...role });
  return {
    params: { workspace_id: workspace?.id ?? '', service_account_id },
    bodies: {
      'service_accounts.create': { name: 'refused' },
      'service_account_members.add': { service_account_id, ...role },
      'service_account_members.update': role,
      'service_account_workspaces.add': { workspace_id: workspace?.id, ...role },
    },
    refusals: {
      account_not_found: (_send, target) =>
        as(caller, {
          ...target.at(unknown),
          body: target.operationId === 'service_account_members.add' ? { ...role, ...unknown } : target.body,
        }),
      account_archived: (_send, target) => {
        const { service_account_id } = archived;
        return as(caller, {
          ...target.at({ service_account_id }),
          body:
            target.operationId === 'service_account_members.add'
              ? { ...role, service_account_id }
              : target.body,
        });
      },
      bad_name: (send) => send({ name: 'Not a slug' }),
      name_taken: (send) => send({ name }),
      name_fixed: (send) => send({ name }),
      bad_token: (send) => send(undefined, {}, '?page=page_x'),
      workspace_not_found: (_send, target) =>
        as(caller, {
          ...target.at({ workspace_id: unknownId }),
          body:
            target.operationId === 'service_account_workspaces.add'
              ? { ...role, workspace_id: unknownId }
              : target.body,
        }),
      workspace_archived: (_send, target) => {
        const workspace_id = former?.id ?? '';
        return as(caller, {
          ...target.at({ workspace_id }),
          body:
            target.operationId === 'service_account_workspaces.add' ? { ...role, workspace_id } : target.body,
        });
      },
      not_member: (_send, target) => as(caller, target.at({ workspace_id: other?.id ?? '' })),
      implicit: (_send, target) => as(caller, target.at({ workspace_id: byDefault.id })),
    },
  };
};
