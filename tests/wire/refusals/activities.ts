import { Caller } from '../caller.ts';
import { feedSettings } from '../feed.ts';
import { as, type Furnish } from './fixture.ts';

/** The errors of the activity feed. */
export const furnishActivities: Furnish = async (server) => {
  const disabled = await server.organization();
  await disabled.post(feedSettings, { state: 'disabled' });
  const nobody = new Caller(server.url, 'sk-ant-api03-0123');
  return {
    params: {},
    bodies: {},
    refusals: {
      no_admin_key: (_send, target) => as(nobody, target),
      disabled: (_send, target) => as(disabled, target),
      unknown_type: (send) => send(undefined, {}, '?activity_types[]=zzz'),
      both_types: (send) =>
        send(undefined, {}, '?activity_types=org_user_deleted&exclude_activity_types=org_user_deleted'),
      not_a_time: (send) => send(undefined, {}, '?created_at.gte=yesterday'),
      brackets: (send) => send(undefined, {}, '?created_at[gte]=2026-01-01'),
      malformed_cursor: (send) => send(undefined, {}, '?after_id=x'),
    },
  };
};

/** The errors of the feed’s settings. */
export const furnishComplianceSettings: Furnish = async () => ({
  params: {},
  bodies: { 'compliance_settings.update': { state: 'enabled' } },
  refusals: { unknown_state: (send) => send({ state: 'on' }) },
});
