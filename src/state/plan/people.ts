import { addressOf } from '../../contract/email.ts';
import type { InviteState, UserState } from '../document.ts';
import { changesOf, type Draft, isOver } from './draft.ts';

/** The live user that the document refers to by email address, ref or ID. */
export const userOf = (reference: string, { users }: Draft): UserState | undefined =>
  users.live.find(users.wanted.find(reference)?.email ?? reference);

/** Whether that person has an invite, which is all that an API can do for someone who isn’t a user yet. */
export function isInvited(reference: string, { users, wanted, live, options }: Draft): boolean {
  const address = addressOf(users.wanted.find(reference)?.email ?? reference);
  return [...(wanted.invites ?? []), ...(live.invites ?? [])].some(
    (invite) =>
      addressOf(invite.email) === address && isPending(invite) && !isOver(invite.expires_at, options),
  );
}

const isPending = ({ accepted_at }: InviteState) => accepted_at === undefined;

/** Plans the roles of users, and which are removed. */
export function planUsers(draft: Draft) {
  const { wanted, live } = draft;
  if (wanted.users === undefined) return;
  if (live.users === undefined) return draft.fault(['users'], 'users can’t be read with this key');
  const kept = new Set<string | undefined>();
  for (const [index, user] of wanted.users.entries()) {
    const path = ['users', index];
    const found = userOf(user.email, draft);
    kept.add(found?.id);
    if (found !== undefined) planRole(user, found, path, draft);
    else if (isInvited(user.email, draft)) draft.notes.push(`${user.email} has yet to accept an invite`);
    else draft.fault(path, `${user.email} isn’t a user: add an invite, as only the person can join`);
  }
  for (const { id = '', email, role } of live.users) {
    if (kept.has(id)) continue;
    if (role === 'admin') draft.left.push({ object: 'user', identity: email });
    else {
      const request = { operation: 'users.remove', params: { user_id: id } };
      draft.remove({ verb: 'remove', object: 'user', identity: email, request });
    }
  }
}

function planRole(user: UserState, live: UserState, path: (string | number)[], draft: Draft) {
  const changes = changesOf({ role: user.role }, live);
  if (changes.length > 0 && (user.role === 'admin' || live.role === 'admin')) {
    return draft.fault(
      [...path, 'role'],
      'the API neither gives nor takes the role admin: do it in the console',
    );
  }
  const request = {
    operation: 'users.update',
    params: { user_id: live.id ?? '' },
    body: { role: user.role },
  };
  draft.update({ object: 'user', identity: live.email, changes, request });
}

/** Plans which invites are sent, and which are withdrawn. */
export function planInvites(draft: Draft) {
  const { wanted, live, options } = draft;
  if (wanted.invites === undefined) return;
  if (live.invites === undefined) return draft.fault(['invites'], 'invites can’t be read with this key');
  const pending = live.invites.filter((each) => isPending(each) && !isOver(each.expires_at, options));
  const kept = new Set(wanted.invites.map(({ email }) => addressOf(email)));
  for (const [index, invite] of wanted.invites.entries()) {
    const { email, role = 'user' } = invite;
    const path = ['invites', index, 'role'];
    const sent = pending.find((each) => addressOf(each.email) === addressOf(email));
    if (!isPending(invite) || isOver(invite.expires_at, options) || userOf(email, draft)) continue;
    if (sent !== undefined && (invite.role === undefined || sent.role === role)) continue;
    if (sent !== undefined) {
      draft.fault(
        path,
        `the invite to ${email} has the role ${sent.role}, and can’t be changed: delete it first`,
      );
    } else if (role === 'admin') draft.fault(path, 'nobody can be invited as admin');
    else {
      const request = { operation: 'invites.create', body: { email, role } };
      const changes = changesOf({ role }, {});
      draft.changes.push({ verb: 'create', object: 'invite', identity: email, changes, request });
    }
  }
  for (const { id = '', email } of pending) {
    if (kept.has(addressOf(email))) continue;
    const request = { operation: 'invites.delete', params: { invite_id: id } };
    draft.remove({ verb: 'remove', object: 'invite', identity: email, request });
  }
}
