import { type Activity, type ActivityType, textOf, type Update } from '../../contract/activity.ts';

/** What is known about an object, as texts; its `status` is `gone` once it was deleted or removed. */
export type Facts = Readonly<Record<string, string | null>>;

/** Objects by their names, such as `workspace wrkspc_…`. */
export type Facted = Map<string, Facts>;

/** The name of an object: its kind and the ids that identify it. */
export const nameOf = (kind: string, ...ids: readonly string[]) => [kind, ...ids].join(' ');

/** What became of an object, and whether that is all that is known about it. */
interface Change {
  name: string;
  facts: Facts;
  isAll: boolean;
}

const made = (name: string, facts: Facts = {}): Change => ({
  name,
  facts: { status: 'active', ...facts },
  isAll: true,
});
const changed = (name: string, facts: Facts): Change => ({ name, facts, isAll: false });
const archived = (name: string) => changed(name, { status: 'archived' });
const gone = (name: string): Change => ({ name, facts: { status: 'gone' }, isAll: true });
const updated = (name: string, updates: readonly Update[]) =>
  changed(name, Object.fromEntries(updates.map(({ type, current_value }) => [type, current_value])));

type Rules = { readonly [type in ActivityType]?: (activity: Extract<Activity, { type: type }>) => Change };

/** What each type of activity changes; those that are left out change nothing that others don’t tell of. */
const rules: Rules = {
  platform_workspace_created: (of) => made(nameOf('workspace', of.workspace_id)),
  platform_workspace_updated: (of) => updated(nameOf('workspace', of.workspace_id), of.updates),
  platform_workspace_archived: (of) => archived(nameOf('workspace', of.workspace_id)),
  platform_workspace_member_added: (of) => made(nameOf('member', of.workspace_id, of.user_id)),
  platform_workspace_member_updated: (of) =>
    updated(nameOf('member', of.workspace_id, of.user_id), of.updates),
  platform_workspace_member_removed: (of) => gone(nameOf('member', of.workspace_id, of.user_id)),
  claude_user_role_updated: ({ user_id, current_role }) => {
    const name = nameOf('user', user_id);
    return current_role === null ? gone(name) : made(name, { role: current_role });
  },
  org_user_invite_accepted: (of) => changed(nameOf('invite', of.invite_id), { status: 'accepted' }),
  org_user_invite_deleted: (of) => gone(nameOf('invite', of.invite_id)),
  admin_api_key_created: ({ admin_api_key_id, scopes }) =>
    made(nameOf('admin key', admin_api_key_id), { scopes: textOf(scopes) }),
  admin_api_key_updated: (of) => updated(nameOf('admin key', of.admin_api_key_id), of.updates),
  admin_api_key_deleted: (of) => gone(nameOf('admin key', of.admin_api_key_id)),
  platform_api_key_created: (of) => made(nameOf('API key', of.api_key_id)),
  platform_api_key_updated: (of) => updated(nameOf('API key', of.api_key_id), of.updates),
  platform_service_account_created: (of) => made(nameOf('service account', of.service_account_id)),
  platform_service_account_updated: (of) =>
    updated(nameOf('service account', of.service_account_id), of.updates),
  platform_service_account_archived: (of) => archived(nameOf('service account', of.service_account_id)),
  platform_service_account_workspace_member_added: (of) => made(accountMemberOf(of)),
  platform_service_account_workspace_member_updated: (of) => updated(accountMemberOf(of), of.updates),
  platform_service_account_workspace_member_removed: (of) => gone(accountMemberOf(of)),
};

const accountMemberOf = (of: { workspace_id: string; service_account_id: string }) =>
  nameOf('service account member', of.workspace_id, of.service_account_id);

/** Adds an activity to what the activities before it tell. */
export function fold(objects: Facted, activity: Activity): void {
  const rule = rules[activity.type] as ((activity: Activity) => Change) | undefined;
  if (rule === undefined) return;
  const { name, facts, isAll } = rule(activity);
  objects.set(name, isAll ? facts : { ...objects.get(name), ...facts });
}
