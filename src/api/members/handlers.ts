import type { Change, Handlers, WriteCall } from '../../call.ts';
import { updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { isOpaqueId } from '../../contract/id.ts';
import { archiveKeysOfMember } from '../api-keys/store.ts';
import { archivedKeys } from '../archived-keys.ts';
import { existingWorkspace } from '../existing.ts';
import { checkCursors, cursorPage, cursorPageText } from '../pages.ts';
import { findUser } from '../users/store.ts';
import type { Member, MemberOperations } from './contract.ts';
import {
  alreadyMember,
  impliedRole,
  limitReached,
  noMember,
  notBilling,
  notInWorkspace,
} from './reference/errors.ts';
import { checkRole, findStanding, type Standing } from './rules.ts';
import * as store from './store.ts';

/** What the operations on members need. */
export interface MemberTools {
  /** Limit of members per workspace; 0 means none. */
  workspaceMemberLimit: number;
}

type Ids = Pick<Member, 'workspace_id' | 'user_id'>;

/** The handlers of the operations on members. */
export function memberHandlers({ workspaceMemberLimit }: MemberTools): Handlers<MemberOperations> {
  /** Stores a member, new or with another role; throws 400 if a new one would be too many. */
  async function put(call: WriteCall, member: Member, { member: before }: Standing): Promise<Change<Member>> {
    const { db, organizationId } = call;
    const { workspace_id, user_id, workspace_role } = member;
    if (before === undefined && workspaceMemberLimit > 0) {
      const count = await store.countMembers(db, organizationId, workspace_id);
      if (count >= workspaceMemberLimit) throw limitReached();
    }
    const doc = JSON.stringify(member);
    await store.putMember(db, organizationId, member, doc);
    const ids = { workspace_id, user_id };
    const updates = updated('workspace_role', before?.workspace_role, workspace_role);
    return {
      answer: doc,
      activities: [
        before === undefined
          ? { type: 'platform_workspace_member_added', ...ids }
          : { type: 'platform_workspace_member_updated', ...ids, updates },
      ],
    };
  }

  return {
    async add({ params, body }, call) {
      const member = memberOf({ ...params, user_id: body.user_id }, body.workspace_role);
      const standing = await findStanding(call.db, call.organizationId, member);
      const { role, member: before } = standing;
      if (before?.workspace_role === body.workspace_role) return unchanged(member);
      if (before !== undefined) throw alreadyMember(before.workspace_role);
      checkRole(role, body.workspace_role);
      return put(call, member, standing);
    },

    async list({ params, query }, call) {
      checkCursors(query);
      const { db, organizationId } = call;
      const { id } = await existingWorkspace(params.workspace_id, call);
      const asked = { of: [organizationId, id] };
      const page = await cursorPage(call, store.memberWalk, query, asked, async (user) =>
        (await findUser(db, organizationId, user)) === undefined ? undefined : [user],
      );
      return cursorPageText(page);
    },

    async retrieve({ params: { workspace_id, user_id } }, { db, organizationId }) {
      const isPossible = isOpaqueId(workspace_id) && isOpaqueId(user_id);
      const member = isPossible
        ? await store.findMember(db, organizationId, workspace_id, user_id)
        : undefined;
      if (member?.deleted_at === null) return member.doc;
      await existingWorkspace(workspace_id, { db, organizationId });
      throw noMember();
    },

    async update({ params, body: { workspace_role } }, call) {
      const member = memberOf(params, workspace_role);
      const standing = await findStanding(call.db, call.organizationId, params);
      const { role, member: before } = standing;
      if (before?.workspace_role === workspace_role) return unchanged(member);
      if (workspace_role === 'workspace_billing') {
        if (role !== 'billing') throw notBilling();
        if (before === undefined) return unchanged(member);
        return { answer: JSON.stringify(member), ...(await remove(call, params)) };
      }
      checkRole(role, workspace_role);
      if (before === undefined && role !== 'billing') throw notInWorkspace();
      return put(call, member, standing);
    },

    async remove({ params }, call) {
      const { db, organizationId } = call;
      const { workspace_id, user_id } = params;
      const { role, member, isRemoved } = await findStanding(db, organizationId, params, true);
      const answer = JSON.stringify({ type: 'workspace_member_deleted', user_id, workspace_id });
      if (isRemoved) return { answer, activities: [] };
      if (role === 'admin' || (role === 'billing' && member === undefined)) throw impliedRole();
      if (member === undefined) return { answer, activities: [] };
      return { answer, ...(await remove(call, params)) };
    },
  };
}

const memberOf = ({ workspace_id, user_id }: Ids, workspace_role: Member['workspace_role']): Member => ({
  type: 'workspace_member',
  user_id,
  workspace_id,
  workspace_role,
});

const unchanged = (member: Member): Change<Member> => ({ answer: JSON.stringify(member), activities: [] });

/** Removes a member, archives its personal keys there, and tells of it. The implied role of a billing user allows no keys. */
async function remove({ db, organizationId }: WriteCall, { workspace_id, user_id }: Ids) {
  await store.removeMember(db, organizationId, { workspace_id, user_id }, timestamp(db.moment));
  const keys = await archiveKeysOfMember(db, organizationId, user_id, workspace_id);
  return {
    activities: [{ type: 'platform_workspace_member_removed' as const, workspace_id, user_id }],
    cascaded: archivedKeys(keys),
  };
}
