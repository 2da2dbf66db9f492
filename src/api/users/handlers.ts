import type { Handlers, ReadCall, WriteCall } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { mailboxOf } from '../../contract/email.ts';
import { ApiError } from '../../contract/errors.ts';
import { fold } from '../../contract/fold.ts';
import { isOpaqueId } from '../../contract/id.ts';
import { pageText } from '../../contract/page.ts';
import { allows } from '../../contract/scopes.ts';
import { countActiveOfUser } from '../api-keys/store.ts';
import { cursorPage, cursorPageText } from '../pages.ts';
import { searchPage } from '../search-page.ts';
import { findAccess } from './access.ts';
import type { User, UserAccess, UserOperations } from './contract.ts';
import { roleUpdated } from './join.ts';
import { removed, removeUser } from './remove.ts';
import * as store from './store.ts';

type Call = Pick<ReadCall | WriteCall, 'db' | 'organizationId'>;

const notFound = () => new ApiError('not_found_error', 'User not found.');

/** The handlers of the operations on users. */
export const userHandlers: Handlers<UserOperations> = {
  async retrieve({ params }, call) {
    return (await existing(params.user_id, call)).doc;
  },

  async list({ query }, call) {
    const mailbox = query.email === undefined ? undefined : mailboxOf(query.email);
    const asked = { of: [call.organizationId], filters: { mailbox, roles: query['roles[]'] } };
    return cursorPageText(await cursorPage(call, store.usersWalk, query, asked, userFinder(call)));
  },

  async search({ query }, call) {
    const asked = { of: [call.organizationId], filters: { roles: query['roles[]'] } };
    const matches = query.query === undefined ? undefined : calledLike(query.query);
    const found = await searchPage(call, store.usersWalk, query, asked, userFinder(call), matches);
    return pageText(found.rows, found.more, found.total);
  },

  async access({ params }, call) {
    const { db, organizationId, scopes } = call;
    const user = await existing(params.user_id, call);
    const [access, api_keys] = await Promise.all([
      findAccess(call, user),
      allows(scopes, ['read:api_keys'])
        ? countActiveOfUser(db, organizationId, timestamp(call.now()), user.id)
        : null,
    ]);
    const answer: UserAccess = { type: 'user_access', user_id: user.id, ...access, api_keys };
    return JSON.stringify(answer);
  },

  async update({ params, body: { role } }, call) {
    const { db, organizationId } = call;
    const stored = await existing(params.user_id, call);
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
async function findStored(id: string, { db, organizationId }: Call): Promise<store.StoredUser> {
  const stored = isOpaqueId(id) ? await store.findUser(db, organizationId, id) : undefined;
  if (stored === undefined) throw notFound();
  return stored;
}

/** The user; throws 404 if there is none with this ID, or no longer. */
async function existing(id: string, call: Call): Promise<store.StoredUser> {
  const stored = await findStored(id, call);
  if (stored.deleted_at !== null) throw notFound();
  return stored;
}

/** Finds the place of a user in the list by their ID, also of one who was removed. */
const userFinder = (call: ReadCall) => async (id: string) => {
  const user = await store.findUser(call.db, call.organizationId, id);
  return user && store.usersWalk.keyOf(user);
};

/** Whether this is part of a user’s name or email, ignoring case. */
function calledLike(part: string): (user: store.StoredUser) => boolean {
  const folded = fold(part);
  return ({ doc }) => {
    const { name, email }: User = JSON.parse(doc);
    return fold(name).includes(folded) || fold(email).includes(folded);
  };
}
