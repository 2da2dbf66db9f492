/** The members of each type of activity, besides those that every activity has (contract, section 11). */
interface Members {
  platform_workspace_created: { workspace_id: string };
  platform_workspace_updated: { workspace_id: string; updates: Update[] };
  platform_workspace_archived: { workspace_id: string };
  platform_workspace_member_added: { workspace_id: string; user_id: string };
  platform_workspace_member_updated: { workspace_id: string; user_id: string; updates: Update[] };
  platform_workspace_member_removed: { workspace_id: string; user_id: string };
  platform_workspace_member_viewed: { workspace_id: string; user_id: string };
  platform_workspace_members_listed: { workspace_id: string };
  platform_api_key_created: { api_key_id: string };
  platform_api_key_updated: { api_key_id: string; updates: Update[] };
  platform_service_account_created: { service_account_id: string };
  platform_service_account_updated: { service_account_id: string; updates: Update[] };
  platform_service_account_archived: { service_account_id: string };
  platform_service_account_workspace_member_added: { service_account_id: string; workspace_id: string };
  platform_service_account_workspace_member_updated: {
    service_account_id: string;
    workspace_id: string;
    updates: Update[];
  };
  platform_service_account_workspace_member_removed: { service_account_id: string; workspace_id: string };
  org_user_invite_sent: {
    invited_email: string;
    invited_role: string;
    invited_rbac_group_ids: null;
    invited_seat_tier: null;
  };
  org_user_invite_re_sent: { invited_email: string; invited_role: string; invited_seat_tier: null };
  org_user_invite_accepted: { invite_id: string };
  org_user_invite_deleted: { invite_id: string };
  org_user_invite_rejected: { invite_id: string };
  org_invites_listed: object;
  org_invite_viewed: { invite_id: string };
  org_user_deleted: { deleted_user_id: string; deleted_user_email: string };
  org_users_listed: object;
  org_user_viewed: { user_id: string };
  claude_user_role_updated: {
    user_id: string;
    user_email: string;
    /** Null if the user has joined. */
    previous_role: string | null;
    /** Null if the user has left. */
    current_role: string | null;
  };
  claude_organization_settings_updated: { updates: Update[] };
  admin_api_key_created: { admin_api_key_id: string; scopes: readonly string[] | null };
  admin_api_key_updated: { admin_api_key_id: string; updates: Update[] };
  admin_api_key_deleted: { admin_api_key_id: string };
  org_compliance_api_settings_updated: {
    compliance_api_enabled: boolean;
    compliance_api_logging_enabled: boolean;
  };
  compliance_api_accessed: {
    request_id: string;
    request_method: string;
    url: string;
    status_code: number;
    request_body: null;
  };
}

/** The types of activities that this server records. */
export type ActivityType = keyof Members;

const known: Readonly<Record<ActivityType, true>> = {
  platform_workspace_created: true,
  platform_workspace_updated: true,
  platform_workspace_archived: true,
  platform_workspace_member_added: true,
  platform_workspace_member_updated: true,
  platform_workspace_member_removed: true,
  platform_workspace_member_viewed: true,
  platform_workspace_members_listed: true,
  platform_api_key_created: true,
  platform_api_key_updated: true,
  platform_service_account_created: true,
  platform_service_account_updated: true,
  platform_service_account_archived: true,
  platform_service_account_workspace_member_added: true,
  platform_service_account_workspace_member_updated: true,
  platform_service_account_workspace_member_removed: true,
  org_user_invite_sent: true,
  org_user_invite_re_sent: true,
  org_user_invite_accepted: true,
  org_user_invite_deleted: true,
  org_user_invite_rejected: true,
  org_invites_listed: true,
  org_invite_viewed: true,
  org_user_deleted: true,
  org_users_listed: true,
  org_user_viewed: true,
  claude_user_role_updated: true,
  claude_organization_settings_updated: true,
  admin_api_key_created: true,
  admin_api_key_updated: true,
  admin_api_key_deleted: true,
  org_compliance_api_settings_updated: true,
  compliance_api_accessed: true,
};

/** Every type of activity. */
export const activityTypes = Object.keys(known) as ActivityType[];

/** Something that happened, as a handler reports it. */
export type Activity = { [type in ActivityType]: { type: type } & Members[type] }[ActivityType];

/** A changed member; lists and maps are JSON texts. */
export interface Update {
  type: string;
  previous_value: string | null;
  current_value: string | null;
}

/** The changed member of this name, in a list that is empty if the values are the same. */
export function updated(type: string, previous: unknown, current: unknown): Update[] {
  const [previous_value, current_value] = [textOf(previous), textOf(current)];
  return previous_value === current_value ? [] : [{ type, previous_value, current_value }];
}

/** A value as activities show it: lists and maps as JSON texts, and no value as null. */
export const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

/** Who did it (contract, section 11). */
export type Actor =
  | {
      type: 'admin_api_key_actor';
      admin_api_key_id: string;
      ip_address: string | null;
      user_agent: string | null;
      via: 'api' | 'console';
    }
  | {
      type: 'user_actor';
      user_id: string;
      email_address: string;
      ip_address: string | null;
      user_agent: string | null;
    }
  | { type: 'system_actor'; service: 'cli' | 'cascade' };
