import type { Activity, ActivityType, Update } from '../../../src/contract/activity.ts';
import type { FeedEntry, Part, Thing } from './entry.ts';
import { labelOf } from './types.ts';

type Of<T extends ActivityType> = Extract<Activity, { type: T }>;
type Rules = { readonly [type in ActivityType]?: (of: Of<type>) => Part[] };

/** Words with objects and chosen texts among them. */
const say = (words: TemplateStringsArray, ...others: (Thing | string)[]): Part[] =>
  words.flatMap((word, index) => {
    const other = others[index];
    return [word, ...(other === undefined ? [] : [typeof other === 'string' ? { text: other } : other])];
  });

const workspace = (id: string): Thing => ({ kind: 'workspace', id });
const user = (id: string): Thing => ({ kind: 'user', id });
const apiKey = (id: string): Thing => ({ kind: 'api_key', id });
const adminKey = (id: string): Thing => ({ kind: 'admin_key', id });
const account = (id: string): Thing => ({ kind: 'service_account', id });
const invite = (id: string): Thing => ({ kind: 'invite', id });
const former = (id: string): Thing => ({ kind: 'user', id, gone: true });

/** A role as people say it. */
export const roleText = (role: string | null): string =>
  (role ?? 'none').replace(/^workspace_/, '').replaceAll('_', ' ');

const rules: Rules = {
  platform_workspace_created: (of) => say`Workspace ${workspace(of.workspace_id)} created`,
  platform_workspace_updated: (of) =>
    renamed(workspace(of.workspace_id), of.updates) ??
    say`Workspace ${workspace(of.workspace_id)}: ${fieldsOf(of.updates)} changed`,
  platform_workspace_archived: (of) => say`Workspace ${workspace(of.workspace_id)} archived`,
  platform_workspace_member_added: (of) => say`${user(of.user_id)} added to ${workspace(of.workspace_id)}`,
  platform_workspace_member_updated: (of) =>
    say`Role of ${user(of.user_id)} in ${workspace(of.workspace_id)} changed${toRole(of.updates)}`,
  platform_workspace_member_removed: (of) =>
    say`${user(of.user_id)} removed from ${workspace(of.workspace_id)}`,
  platform_workspace_member_viewed: (of) =>
    say`Membership of ${user(of.user_id)} in ${workspace(of.workspace_id)} viewed`,
  platform_workspace_members_listed: (of) => say`Members of ${workspace(of.workspace_id)} listed`,
  platform_api_key_created: (of) => say`API key ${apiKey(of.api_key_id)} created`,
  platform_api_key_updated: (of) => keyChanged('API key', apiKey(of.api_key_id), of.updates),
  platform_service_account_created: (of) => say`Service account ${account(of.service_account_id)} created`,
  platform_service_account_updated: (of) =>
    say`Service account ${account(of.service_account_id)}: ${fieldsOf(of.updates)} changed`,
  platform_service_account_archived: (of) => say`Service account ${account(of.service_account_id)} archived`,
  platform_service_account_workspace_member_added: (of) =>
    say`Service account ${account(of.service_account_id)} added to ${workspace(of.workspace_id)}`,
  platform_service_account_workspace_member_updated: (of) =>
    say`Role of service account ${account(of.service_account_id)} in ${workspace(of.workspace_id)} changed${toRole(of.updates)}`,
  platform_service_account_workspace_member_removed: (of) =>
    say`Service account ${account(of.service_account_id)} removed from ${workspace(of.workspace_id)}`,
  org_user_invite_sent: (of) => say`${of.invited_email} invited as ${roleText(of.invited_role)}`,
  org_user_invite_re_sent: (of) => say`Invite of ${of.invited_email} sent again`,
  org_user_invite_accepted: (of) => say`Invite ${invite(of.invite_id)} accepted`,
  org_user_invite_deleted: (of) => say`Invite ${invite(of.invite_id)} cancelled`,
  org_user_invite_rejected: (of) => say`Invite ${invite(of.invite_id)} rejected`,
  org_invite_viewed: (of) => say`Invite ${invite(of.invite_id)} viewed`,
  org_user_deleted: (of) => say`${former(of.deleted_user_id)} removed from the organization`,
  org_user_viewed: (of) => say`Member ${user(of.user_id)} viewed`,
  claude_user_role_updated: (of) => roleChanged(of),
  claude_organization_settings_updated: (of) => [
    'Organization renamed',
    ...of.updates.flatMap(({ type, current_value }) =>
      type === 'name' ? say` to ${current_value ?? ''}` : [],
    ),
  ],
  admin_api_key_created: (of) => say`Admin key ${adminKey(of.admin_api_key_id)} created`,
  admin_api_key_updated: (of) => keyChanged('Admin key', adminKey(of.admin_api_key_id), of.updates),
  admin_api_key_deleted: (of) => say`Admin key ${adminKey(of.admin_api_key_id)} deleted`,
  org_compliance_api_settings_updated: (of) => [
    `Activity feed turned ${of.compliance_api_enabled ? 'on' : 'off'}`,
  ],
};

/** What happened, as one line. */
export function partsOf(entry: FeedEntry): Part[] {
  const rule = rules[entry.type] as ((of: Activity) => Part[]) | undefined;
  return rule ? rule(entry) : [labelOf(entry.type)];
}

/** The objects in an entry, besides who did it. */
export const thingsIn = (entry: FeedEntry): Thing[] => [
  ...partsOf(entry).filter((part): part is Thing => typeof part === 'object' && 'kind' in part),
  ...('updates' in entry ? entry.updates.flatMap(workspacesIn) : []),
];

const workspacesIn = ({ type, previous_value, current_value }: Update) =>
  type === 'workspace' ? [previous_value, current_value].flatMap((id) => (id ? [workspace(id)] : [])) : [];

function roleChanged({ user_id, previous_role, current_role }: Of<'claude_user_role_updated'>): Part[] {
  if (previous_role === null) return say`${user(user_id)} joined as ${roleText(current_role)}`;
  if (current_role === null) return say`${former(user_id)} left, was ${roleText(previous_role)}`;
  return say`Role of ${user(user_id)} changed to ${roleText(current_role)}`;
}

/** Where only the name changed, both are worth saying. */
function renamed(object: Thing, updates: readonly Update[]): Part[] | undefined {
  const [only, ...others] = updates;
  if (only?.type !== 'name' || others.length > 0) return undefined;
  return say`Workspace ${object} renamed from “${only.previous_value ?? ''}”`;
}

const states: Readonly<Record<string, string>> = {
  active: 'enabled',
  inactive: 'disabled',
  disabled: 'disabled',
  archived: 'archived',
  expired: 'expired',
};

function keyChanged(what: string, key: Thing, updates: readonly Update[]): Part[] {
  const status = updates.find(({ type }) => type === 'status')?.current_value;
  const verb = status && states[status];
  return [
    `${what} `,
    key,
    ...(verb
      ? [` ${verb}`]
      : updates.some(({ type }) => type === 'workspace')
        ? [' moved to another workspace']
        : say`: ${fieldsOf(updates)} changed`),
  ];
}

const toRole = (updates: readonly Update[]) => {
  const role = updates.find(({ type }) => type === 'workspace_role')?.current_value;
  return role ? ` to ${roleText(role)}` : '';
};

const fields: Readonly<Record<string, string>> = {
  display_color: 'colour',
  expires_at: 'expiry',
  workspace_role: 'workspace role',
  organization_role: 'organization role',
};

/** A changed member as people call it. */
export const fieldText = (type: string): string => fields[type] ?? type.replaceAll('_', ' ');

const list = new Intl.ListFormat('en-GB');
const fieldsOf = (updates: readonly Update[]) => list.format(updates.map(({ type }) => fieldText(type)));
