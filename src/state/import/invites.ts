import type { Invite } from '../../api/invites/contract.ts';
import { makeInvite } from '../../api/invites/make.ts';
import { insertInvite, markAccepted, markDeleted } from '../../api/invites/store.ts';
import { hashToken, newToken } from '../../api/invites/token.ts';
import type { Activity } from '../../contract/activity.ts';
import { addressOf } from '../../contract/email.ts';
import type { Path } from '../../schema/faults.ts';
import type { InviteState } from '../document.ts';
import { type InviteRow, readInvites } from '../rows.ts';
import { pair } from './pair.ts';
import type { Run } from './run.ts';
import { creatorOf, type People } from './users.ts';

const emailIn = ({ doc }: InviteRow) => (JSON.parse(doc) as Invite).email;
const isPending = ({ accepted_at, expires_at }: Pick<InviteRow, 'accepted_at' | 'expires_at'>, now: string) =>
  accepted_at === null && expires_at > now;

/** Imports the invites. Their tokens are new, and nobody is sent them. */
export async function importInvites(run: Run, people: People): Promise<void> {
  if (run.state.invites === undefined) return;
  const rows = await readInvites(run.tx, run.organizationId);
  const live = rows.filter(({ deleted_at }) => deleted_at === null);
  const deleted = new Set(rows.filter(({ deleted_at }) => deleted_at !== null).map(({ id }) => id));
  /** An invite that led to a user does for a pending one; one that has expired only for itself. */
  const suits = (item: InviteState, row: InviteRow) => {
    if (item.accepted_at !== undefined) return row.accepted_at === run.timeOf(item.accepted_at);
    if (row.accepted_at !== null) return people.users.find(emailIn(row)) !== undefined;
    return isPending(row, run.at) || run.timeOf(item.expires_at) === row.expires_at;
  };
  const section = { items: run.state.invites, path: [...run.path, 'invites'] };
  const comparison = {
    object: 'invites',
    nameOf: (row: InviteRow) => addressOf(emailIn(row)),
    suits,
    isUnique: true,
  } as const;
  const { pairs, left } = pair(run, section, live, comparison);
  for (const row of run.removes ? left : []) {
    if (!isPending(row, run.at)) continue;
    await markDeleted(run.tx, run.organizationId, row.id, run.at);
    await run.unmark('invites', row.id);
    run.tell('removed', { activities: [{ type: 'org_user_invite_deleted', invite_id: row.id }] });
  }
  const kept = run.removes ? [] : left;
  const pending = new Map(
    [...kept, ...pairs.flatMap(({ row }) => row ?? [])]
      .filter((row) => isPending(row, run.at))
      .map((row) => [addressOf(emailIn(row)), row.id]),
  );
  for (const { item, path, row } of pairs) {
    const other = pending.get(addressOf(item.email));
    if (row !== undefined) await change(run, item, path, row);
    else if (deleted.has(item.id ?? ''))
      run.refuse([...path, 'id'], 'is the ID of an invite that was deleted');
    else {
      const invite = await add(run, people, item, path);
      if (!isPending(invite, run.at)) continue;
      if (other !== undefined)
        run.refuse([...path, 'email'], `is the address of another pending invite: ${other}`);
      pending.set(addressOf(item.email), invite.id);
    }
  }
}

async function add(
  run: Run,
  people: People,
  item: InviteState,
  path: Path,
): Promise<Pick<InviteRow, 'id' | 'accepted_at' | 'expires_at'>> {
  const { tx, organizationId } = run;
  const moment = run.momentOf(item.invited_at, item.accepted_at, item.expires_at);
  const { email, role = 'user' } = item;
  const made = makeInvite({ email, role: role as 'user' }, run.options.limits, moment);
  const invite = {
    ...made,
    id: run.idOf('invite', item, path, moment),
    expires_at: run.timeOf(item.expires_at) ?? made.expires_at,
  };
  const token_hash = hashToken(newToken(moment));
  insertInvite(tx, organizationId, invite, token_hash);
  const activities: Activity[] = [
    {
      type: 'org_user_invite_sent',
      invited_email: email,
      invited_role: role,
      invited_rbac_group_ids: null,
      invited_seat_tier: null,
    },
  ];
  if (item.accepted_at !== undefined) {
    const accepted_at = run.timeOf(item.accepted_at);
    const user_id = creatorOf(run, people, item.user, [...path, 'user']);
    const doc = JSON.stringify({ ...invite, accepted_at });
    await markAccepted(tx, organizationId, {
      ...invite,
      accepted_at,
      user_id,
      doc,
      deleted_at: null,
      token_hash,
    });
    activities.push({ type: 'org_user_invite_accepted', invite_id: invite.id });
  }
  run.tell('added', { activities });
  await run.mark('invites', invite.id, item);
  return { ...invite, accepted_at: run.timeOf(item.accepted_at) ?? null };
}

/** An invite never changes; it is accepted by its person. */
async function change(run: Run, item: InviteState, path: Path, row: InviteRow): Promise<void> {
  if (run.keeps) return;
  const before: Invite = JSON.parse(row.doc);
  if (addressOf(item.email) !== addressOf(before.email))
    run.requireSame([...path, 'email'], item.email, before.email);
  run.requireSame([...path, 'role'], item.role, before.role);
  run.requireSame([...path, 'invited_at'], run.timeOf(item.invited_at), before.invited_at);
  run.requireSame([...path, 'expires_at'], run.timeOf(item.expires_at), before.expires_at);
  run.requireSame([...path, 'accepted_at'], run.timeOf(item.accepted_at), before.accepted_at);
  if (await run.mark('invites', row.id, item)) run.tell('changed', { activities: [] });
}
