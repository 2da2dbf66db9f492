import type { Handlers } from '../../call.ts';
import type { Clock } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { objectOf } from '../admin-keys/object.ts';
import { findOwnKey } from '../admin-keys/store.ts';
import { beginSession } from './begin.ts';
import type { SessionOperations } from './contract.ts';
import { deleteSession } from './store.ts';

/** The handlers of the console’s session. */
export function sessionHandlers({ now }: { now: Clock }): Handlers<SessionOperations> {
  return {
    async create(_input, { db, organizationId, keyId, session }) {
      // Otherwise a session could prolong itself.
      if (session !== undefined) throw new ApiError('authentication_error', 'API key is invalid.');
      const cookie = await beginSession(db, organizationId, keyId, now);
      return { answer: '', activities: [], cookie };
    },

    async get(_input, { db, organizationId, keyId, now }) {
      const key = await findOwnKey(db, organizationId, keyId);
      if (key === undefined) throw new ApiError('authentication_error', 'API key is invalid.');
      return JSON.stringify(objectOf(key, now()));
    },

    async delete(_input, { db, organizationId, session }) {
      if (session !== undefined) await deleteSession(db, organizationId, session);
      return { answer: '', activities: [], cookie: '' };
    },
  };
}
