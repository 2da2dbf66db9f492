import type { Change, Handlers, WriteCall } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { mailboxOf } from '../../contract/email.ts';
import { ApiError, invalid } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import type { Creates } from '../creates.ts';
import { cursorPage, cursorPageText } from '../pages.ts';
import { acceptInvite, notFound } from './accept.ts';
import type { Invite, InviteLink, InviteOperations } from './contract.ts';
import { checkInvitable, type InviteLimits, makeInvite } from './make.ts';
import { linkOf } from './notifier.ts';
import { renewInvite } from './renew.ts';
import { shown, statusOf } from './status.ts';
import * as store from './store.ts';
import { hashToken, isToken, newToken } from './token.ts';

/** What the operations on invites need. */
export interface InviteTools {
  limits: InviteLimits;
  creates: Creates;
  /** The URL of the server for people; undefined means that it isn’t known. */
  publicUrl: string | undefined;
  /** Called with each invite that has a new token, as JSON text, and with that; must not throw. */
  notify: (invite: string, token: string) => void;
}

/** The handlers of the operations on invites. */
export function inviteHandlers(tools: InviteTools): Handlers<InviteOperations> {
  const { limits, creates, publicUrl = '', notify } = tools;
  return {
    async create({ body }, call) {
      const { db, organizationId } = call;
      if (body.rbac_group_ids != null && body.rbac_group_ids.length > 0) {
        throw invalid('rbac_group_ids', 'groups are not available in this organization');
      }
      const made = await retried(call, creates);
      if (made !== undefined) return made;
      await checkInvitable(db, organizationId, body.email, limits);
      const invite = makeInvite(body, limits, db.moment);
      const token = newToken(db.moment);
      store.insertInvite(db, organizationId, invite, hashToken(token));
      await creates.note(call, invite.id);
      const answer = JSON.stringify({ ...invite, status: 'pending' });
      return {
        answer,
        activities: [
          {
            type: 'org_user_invite_sent',
            invited_email: body.email,
            invited_role: body.role,
            invited_rbac_group_ids: null,
            invited_seat_tier: null,
          },
        ],
        afterwards: () => notify(answer, token),
      };
    },

    async retrieve({ params }, call) {
      const { db, organizationId } = call;
      const id = params.invite_id;
      const invite = isOpaqueId(id) ? await store.findInvite(db, organizationId, id) : undefined;
      if (invite === undefined || invite.deleted_at !== null) throw notFound();
      const time = timestamp(call.now());
      if (statusOf(invite, time) === 'pending') call.validUntil(invite.expires_at);
      return shown(invite, time);
    },

    async list({ query }, call) {
      const { db, organizationId } = call;
      const time = timestamp(call.now());
      const statuses = query['statuses[]'].toSorted().join();
      const filters = {
        mailbox: query.email === undefined ? undefined : mailboxOf(query.email),
        roles: query['roles[]'],
        ...(['', everyStatus].includes(statuses) ? {} : { [statuses]: time }),
      };
      const asked = { of: [organizationId], filters };
      const page = await cursorPage(call, store.invitesWalk, query, asked, async (id) => {
        const invite = await store.findInvite(db, organizationId, id);
        return invite && store.invitesWalk.keyOf(invite);
      });
      const expiry = await store.nextExpiry(db, organizationId, time);
      if (expiry !== undefined) call.validUntil(expiry);
      const rows = page.rows.map((row) => ({ ...row, doc: shown(row, time) }));
      return cursorPageText({ ...page, rows });
    },

    async delete({ params }, call) {
      const { db, organizationId } = call;
      const invite = await find(params.invite_id, call);
      if (invite === undefined) throw notFound();
      const answer = JSON.stringify({ id: invite.id, type: 'invite_deleted' });
      if (invite.deleted_at !== null) return { answer, activities: [] };
      const status = statusOf(invite, timestamp(db.moment));
      if (status !== 'pending') {
        throw new ApiError('invalid_request_error', `An ${status} invite can’t be deleted.`);
      }
      await store.markDeleted(db, organizationId, invite.id, timestamp(db.moment));
      return { answer, activities: [{ type: 'org_user_invite_deleted', invite_id: invite.id }] };
    },

    async link({ params: { invite_id } }, { db, organizationId }) {
      const { invite, token, activities } = await renewInvite(db, organizationId, invite_id);
      const { expires_at } = JSON.parse(invite) as Invite;
      const link: InviteLink = { type: 'invite_link', invite_id, url: linkOf(publicUrl, token), expires_at };
      return { answer: JSON.stringify(link), activities, afterwards: () => notify(invite, token) };
    },

    async accept({ params, body }, call) {
      const invite = await find(params.invite_id, call);
      return acceptInvite(call.db, call.organizationId, invite, body.name ?? '');
    },

    async redeem({ body }, { db, transaction }) {
      const hash = hashToken(body.token);
      const found = isToken(body.token) ? await store.findInviteByToken(db, hash) : undefined;
      if (found === undefined) throw notFound();
      const { organization_id: organizationId, id } = found;
      return transaction(organizationId, async (tx) => {
        const invite = await store.findInvite(tx, organizationId, id);
        // The token may have been replaced meanwhile.
        if (invite?.token_hash !== hash) throw notFound();
        return acceptInvite(tx, organizationId, invite, body.name ?? '');
      });
    },
  };
}

const everyStatus = 'accepted,expired,pending';

/** The invite, also a deleted one; undefined if there never was one with this ID. */
async function find(id: string, { db, organizationId }: WriteCall): Promise<store.StoredInvite | undefined> {
  return isOpaqueId(id) ? store.findInvite(db, organizationId, id) : undefined;
}

/** What the create that this one is the retry of made, if it still exists. */
async function retried(call: WriteCall, creates: Creates): Promise<Change<never> | undefined> {
  const made = await creates.claim(call);
  const invite = made && (await store.findInvite(call.db, call.organizationId, made.id));
  if (invite === undefined || invite.deleted_at !== null) return undefined;
  return { answer: shown(invite, timestamp(call.db.moment)), activities: [] };
}
