import type { Handlers } from '../../call.ts';
import { type Clock, timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { hashKey, newSecret } from '../admin-keys/key.ts';
import { objectOf } from '../admin-keys/object.ts';
import { findOwnKey } from '../admin-keys/store.ts';
import type { SessionOperations } from './contract.ts';
import { idleLife, longestLife, sessionText } from './session.ts';
import * as store from './store.ts';

/** The handlers of the console’s session. */
export function sessionHandlers({ now }: { now: Clock }): Handlers<SessionOperations> {
  return {
    async create(_input, { db, organizationId, keyId }) {
      const cookie = newSecret();
      const before = { began: timestamp(now.ago(longestLife)), used: timestamp(now.ago(idleLife)) };
      await store.deleteOldSessions(db, organizationId, before);
      await store.insertSession(db, organizationId, {
        hash: hashKey(sessionText(cookie)),
        keyId,
        at: timestamp(now()),
      });
      return { answer: '', activities: [], cookie };
    },

    async get(_input, { db, organizationId, keyId, now }) {
      const key = await findOwnKey(db, organizationId, keyId);
      if (key === undefined) throw new ApiError('authentication_error', 'API key is invalid.');
      return JSON.stringify(objectOf(key, now()));
    },

    async delete(_input, { db, organizationId, session }) {
      if (session !== undefined) await store.deleteSession(db, organizationId, session);
      return { answer: '', activities: [], cookie: '' };
    },
  };
}
