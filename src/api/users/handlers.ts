import type { Handlers, WriteCall } from '../../call.ts';
import { mailboxOf } from '../../contract/email.ts';
import { ApiError } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import { cursorPage, cursorPageText } from '../pages.ts';
import type { User, UserOperations } from './contract.ts';
import { roleUpdated } from './join.ts';
import { removed, removeUser } from './remove.ts';
import * as store from './store.ts';

const notFound = () => new ApiError('not_found_error', 'User not found.');

/** The handlers of the operations on users. */
export const userHandlers: Handlers<UserOperations> = {
  async retrieve({ params }, { db, organizationId }) {
    const id = params.user_id;
    const user = isOpaqueId(id) ? await store.findUser(db, organizationId, id) : undefined;
    if (user === undefined || user.deleted_at !== null) throw notFound();
    return user.doc;
  },

  async list({ query }, call) {
    const { db, organizationId } = call;
    const mailbox = query.email === undefined ? undefined : mailboxOf(query.email);
    const asked = { of: [organizationId], filters: { mailbox, roles: query['roles[]'] } };
    return cursorPageText(
      await cursorPage(call, store.usersWalk, query, asked, async (id) => {
        const user = await store.findUser(db, organizationId, id);
        return user && store.usersWalk.keyOf(user);
      }),
    );
  },

  async update({ params, body: { role } }, call) {
    const { db, organizationId } = call;
    const stored = await findStored(params.user_id, call);
    if (stored.deleted_at !== null) throw notFound();
    if (stored.role === 'admin') {
      throw new ApiError('invalid_request_error', 'An admin’s role can’t be changed through the API.');
    }
    if (stored.role === role) return { answer: stored.doc, activities: [] };
    const user: User = { ...JSON.parse(stored.doc), role };
    await store.replaceUser(db, organizationId, user);
    return {
      answer: JSON.stringify(user),
      activities: [roleUpdated(user, stored.role, role)],
    };
  },

  async remove({ params }, call) {
    const stored = await findStored(params.user_id, call);
    if (stored.deleted_at !== null) return { answer: removed(stored.id), activities: [] };
    return removeUser(call.db, call.organizationId, JSON.parse(stored.doc));
  },
};

/** The user, also a removed one; throws 404 if there never was one with this ID. */
async function findStored(id: string, { db, organizationId }: WriteCall): Promise<store.StoredUser> {
  const stored = isOpaqueId(id) ? await store.findUser(db, organizationId, id) : undefined;
  if (stored === undefined) throw notFound();
  return stored;
}
