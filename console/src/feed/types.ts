import { activityTypes } from 'virtual:activity-types';
import type { ActivityType } from '../../../src/contract/activity.ts';

/** Types of activity about one kind of object, each in words. */
interface Group {
  /** How a filter by all of them is written in an address. */
  id: string;
  name: string;
  labels: { readonly [type in ActivityType]?: string };
}

const groups: readonly Group[] = [
  {
    id: 'workspaces',
    name: 'Workspaces',
    labels: {
      platform_workspace_created: 'Workspace created',
      platform_workspace_updated: 'Workspace changed',
      platform_workspace_archived: 'Workspace archived',
    },
  },
  {
    id: 'workspace-members',
    name: 'Workspace members',
    labels: {
      platform_workspace_member_added: 'Member added to a workspace',
      platform_workspace_member_updated: 'Workspace role changed',
      platform_workspace_member_removed: 'Member removed from a workspace',
    },
  },
  {
    id: 'people',
    name: 'People and invites',
    labels: {
      org_user_invite_sent: 'Invite sent',
      org_user_invite_re_sent: 'Invite sent again',
      org_user_invite_accepted: 'Invite accepted',
      org_user_invite_rejected: 'Invite rejected',
      org_user_invite_deleted: 'Invite cancelled',
      claude_user_role_updated: 'Joined, left or changed role',
      org_user_deleted: 'Removed from the organization',
    },
  },
  {
    id: 'api-keys',
    name: 'API keys',
    labels: {
      platform_api_key_created: 'API key created',
      platform_api_key_updated: 'API key changed',
    },
  },
  {
    id: 'service-accounts',
    name: 'Service accounts',
    labels: {
      platform_service_account_created: 'Service account created',
      platform_service_account_updated: 'Service account changed',
      platform_service_account_archived: 'Service account archived',
      platform_service_account_workspace_member_added: 'Service account added to a workspace',
      platform_service_account_workspace_member_updated: 'Service account’s workspace role changed',
      platform_service_account_workspace_member_removed: 'Service account removed from a workspace',
    },
  },
  {
    id: 'settings',
    name: 'Admin keys and settings',
    labels: {
      admin_api_key_created: 'Admin key created',
      admin_api_key_updated: 'Admin key changed',
      admin_api_key_deleted: 'Admin key deleted',
      claude_organization_settings_updated: 'Organization changed',
      org_compliance_api_settings_updated: 'Activity feed turned on or off',
    },
  },
  {
    id: 'reads',
    name: 'Reads',
    labels: {
      org_users_listed: 'Members listed',
      org_user_viewed: 'Member viewed',
      org_invites_listed: 'Invites listed',
      org_invite_viewed: 'Invite viewed',
      platform_workspace_members_listed: 'Workspace members listed',
      platform_workspace_member_viewed: 'Workspace member viewed',
      compliance_api_accessed: 'Activity feed read',
    },
  },
];

/** The groups with those of their types that this server has; what is in none comes last. */
export const typeGroups: readonly { id: string; name: string; types: readonly ActivityType[] }[] = [
  ...groups.map(({ id, name, labels }) => ({
    id,
    name,
    types: activityTypes.filter((type) => labels[type]),
  })),
  {
    id: 'other',
    name: 'Other',
    types: activityTypes.filter((type) => groups.every(({ labels }) => labels[type] === undefined)),
  },
].filter(({ types }) => types.length > 0);

/** A type in words. */
export const labelOf = (type: ActivityType): string =>
  groups.flatMap(({ labels }) => labels[type] ?? [])[0] ?? plain(type);

/** What a filter in an address stands for: a group’s types, or the one type that it names. */
export function typesOf(filter: string | undefined): string[] {
  if (filter === undefined) return [];
  return [...(typeGroups.find(({ id }) => id === filter)?.types ?? [filter])];
}

/** The group of a type. */
export const groupOf = (type: ActivityType): string =>
  typeGroups.find(({ types }) => types.includes(type))?.id ?? 'other';

/** A name of the wire as words. */
export const plain = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};
