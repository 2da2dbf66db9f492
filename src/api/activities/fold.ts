import { type Activity, type ActivityType, textOf, type Update } from '../../contract/activity.ts';
import { addressOf } from '../../contract/email.ts';

/** What is known about an object, as texts; its `status` is `gone` once it was deleted or removed. */
export type Facts = Readonly<Record<string, string | null>>;

/** What activities tell. */
export interface Told {
  /** Objects by their names: what is known of each, and whether that begins with its making. */
  objects: Map<string, { facts: Facts; isMade: boolean }>;
  /** How many invites were sent, by what identifies them. */
  invitations: Map<string, number>;
  /** Where an activity says that something was otherwise than those before it. */
  contradictions: string[];
}

/** What identifies an object. */
export interface Identity {
  /** Its kind and its ids, such as `workspace wrkspc_…`. */
  name: string;
  /** The names of the objects that were made before it. */
  after: readonly string[];
}

/** The identity of an object that has an id of its own. */
export const objectOf = (kind: string, id: string): Identity => ({ name: `${kind} ${id}`, after: [] });

/** The identity of a user in a workspace. */
export const memberOf = (of: { workspace_id: string; user_id: string }): Identity => ({
  name: `member ${of.workspace_id} ${of.user_id}`,
  after: [`workspace ${of.workspace_id}`, `user ${of.user_id}`],
});

/** The identity of a service account in a workspace. */
export const accountMemberOf = (of: { workspace_id: string; service_account_id: string }): Identity => ({
  name: `service account member ${of.workspace_id} ${of.service_account_id}`,
  after: [`workspace ${of.workspace_id}`, `service account ${of.service_account_id}`],
});

/** What identifies an invite in what tells that it was sent, which lacks its id. */
export const invitationOf = (email: string, role: string) => `${addressOf(email)} as ${role}`;

/** What happened to an object. */
interface Change {
  of: Identity;
  /** What is known of it before. */
  was: Facts;
  /** What is known of it since. */
  is: Facts;
  /** Whether that is all there is to know. */
  isMade?: true;
}

const made = (of: Identity, facts: Facts = {}): Change => ({
  of,
  was: { status: 'gone' },
  is: { status: 'active', ...facts },
  isMade: true,
});
const changed = (of: Identity, is: Facts, was: Facts = {}): Change => ({ of, was, is });
const archived = (of: Identity) => changed(of, { status: 'archived' });
const gone = (of: Identity) => changed(of, { status: 'gone' });
const updated = (of: Identity, updates: readonly Update[]) =>
  changed(
    of,
    Object.fromEntries(updates.map(({ type, current_value }) => [type, current_value])),
    // Nothing tells that a key expires.
    Object.fromEntries(
      updates.flatMap(({ type, previous_value: was }) => (was === 'expired' ? [] : [[type, was]])),
    ),
  );

type Rules = { readonly [type in ActivityType]?: (activity: Extract<Activity, { type: type }>) => Change };

/** What each type of activity tells of an object, if it has the id of one. */
const rules: Rules = {
  platform_workspace_created: (of) => made(objectOf('workspace', of.workspace_id)),
  platform_workspace_updated: (of) => updated(objectOf('workspace', of.workspace_id), of.updates),
  platform_workspace_archived: (of) => archived(objectOf('workspace', of.workspace_id)),
  platform_workspace_member_added: (of) => made(memberOf(of)),
  platform_workspace_member_updated: (of) => updated(memberOf(of), of.updates),
  platform_workspace_member_removed: (of) => gone(memberOf(of)),
  // A user who leaves is told of twice.
  org_user_deleted: (of) => changed(objectOf('user', of.deleted_user_id), { status: 'deleted' }),
  claude_user_role_updated: ({ user_id, previous_role, current_role }) => {
    const user = objectOf('user', user_id);
    if (previous_role === null) return made(user, { role: current_role });
    const was = { role: previous_role };
    if (current_role !== null) return changed(user, { role: current_role }, was);
    return changed(user, { status: 'gone' }, { status: 'deleted', ...was });
  },
  org_user_invite_accepted: (of) => changed(objectOf('invite', of.invite_id), { status: 'accepted' }),
  org_user_invite_deleted: (of) => gone(objectOf('invite', of.invite_id)),
  admin_api_key_created: ({ admin_api_key_id, scopes }) =>
    made(objectOf('admin key', admin_api_key_id), { scopes: textOf(scopes) }),
  admin_api_key_updated: (of) => updated(objectOf('admin key', of.admin_api_key_id), of.updates),
  admin_api_key_deleted: (of) => gone(objectOf('admin key', of.admin_api_key_id)),
  platform_api_key_created: (of) => made(objectOf('API key', of.api_key_id)),
  platform_api_key_updated: (of) => updated(objectOf('API key', of.api_key_id), of.updates),
  platform_service_account_created: (of) => made(objectOf('service account', of.service_account_id)),
  platform_service_account_updated: (of) =>
    updated(objectOf('service account', of.service_account_id), of.updates),
  platform_service_account_archived: (of) => archived(objectOf('service account', of.service_account_id)),
  platform_service_account_workspace_member_added: (of) => made(accountMemberOf(of)),
  platform_service_account_workspace_member_updated: (of) => updated(accountMemberOf(of), of.updates),
  platform_service_account_workspace_member_removed: (of) => gone(accountMemberOf(of)),
};

/** Adds an activity to what the activities before it tell. */
export function fold(told: Told, activity: Activity): void {
  if (activity.type === 'org_user_invite_sent') {
    const invitation = invitationOf(activity.invited_email, activity.invited_role);
    told.invitations.set(invitation, (told.invitations.get(invitation) ?? 0) + 1);
  }
  const rule = rules[activity.type] as ((activity: Activity) => Change) | undefined;
  if (rule !== undefined) change(told, rule(activity));
}

function change({ objects, contradictions }: Told, { of: { name, after }, was, is, isMade }: Change): void {
  const known = objects.get(name);
  const unmade: Facts = after.some((each) => objects.get(each)?.isMade) ? { status: 'gone' } : {};
  const said = known?.facts ?? unmade;
  const existing: Facts = isMade || said.status !== 'gone' ? {} : { status: 'active' };
  for (const [fact, value] of Object.entries({ ...existing, ...was })) {
    if (said[fact] !== undefined && said[fact] !== value)
      contradictions.push(`${name} had ${fact} ${value} and the feed says ${said[fact]}`);
  }
  const facts = isMade ? is : { ...said, ...existing, ...is };
  objects.set(name, { facts, isMade: isMade ?? known?.isMade ?? false });
}
