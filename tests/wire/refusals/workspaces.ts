import { unknownId } from '../shapes.ts';
import { manyTags } from '../table.ts';
import { as, type Furnish } from './fixture.ts';

/** A query with this many different values of a parameter. */
const many = (name: string, count: number) =>
  `?${Array.from({ length: count }, (_each, index) => `${name}=${index}`).join('&')}`;

/** The errors of the operations on workspaces. */
export const furnishWorkspaces: Furnish = async (server, caller) => {
  const full = await server.organization();
  await server.admin('orgs', 'set-limit', full.organizationId ?? '', '0');
  const { id } = await caller.create();
  const archived = await caller.archive((await caller.create()).id);
  const byDefault = await caller.defaultWorkspace();
  const fields = { name: 'x', tags: manyTags(1) };
  return {
    params: { workspace_id: id },
    bodies: { 'workspaces.create': fields, 'workspaces.update': fields },
    queries: { 'workspaces.counts': { 'ids[]': id } },
    refusals: {
      not_found: (_send, target) => as(caller, target.at({ workspace_id: unknownId })),
      external_key: (send) => send({ external_key_id: 'ekey_1' }),
      user_profile: (send) => send({ user_profile_id: 'uprof_1' }),
      data_privacy: (send) => send({ inference_data_privacy: null }),
      reserved_tag: (send) => send({ tags: { anthropic_team: 'x' } }),
      default_not_allowed: (send) =>
        send({ data_residency: { allowed_inference_geos: ['us'], default_inference_geo: 'global' } }),
      limit_reached: (_send, target) => as(full, target),
      no_ids: (_send, target) => as(caller, target),
      too_many_ids: (send) => send(undefined, {}, many('ids', 101)),
      too_many_tags: (send) => send(undefined, {}, many('tag', 11)),
      archived: (_send, target) => as(caller, target.at({ workspace_id: archived.id })),
      default_renamed: (_send, target) =>
        as(caller, { ...target.at({ workspace_id: byDefault.id }), body: { name: 'Other' } }),
      fixed_geo: (send) => send({ data_residency: { workspace_geo: 'us' } }),
      default_archived: (_send, target) => as(caller, target.at({ workspace_id: byDefault.id })),
    },
  };
};
