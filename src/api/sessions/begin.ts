import { type Clock, timestamp } from '../../contract/clock.ts';
import { newSecret } from '../../contract/secret.ts';
import type { Transaction } from '../../db/database.ts';
import { hashKey } from '../admin-keys/key.ts';
import { Purges } from '../purges.ts';
import { idleLife, longestLife, sessionText } from './session.ts';
import { deleteOldSessions, insertSession } from './store.ts';

const purges = new Purges();

/** Begins a session with this key of the organization, by the server’s clock, and returns the token for its cookie. */
export async function beginSession(
  tx: Transaction,
  organizationId: string,
  keyId: string,
  now: Clock,
): Promise<string> {
  const token = newSecret();
  if (purges.isDue(organizationId, now() / 1000)) {
    const before = { began: timestamp(now.ago(longestLife)), used: timestamp(now.ago(idleLife)) };
    await deleteOldSessions(tx, organizationId, before);
  }
  await insertSession(tx, organizationId, {
    hash: hashKey(sessionText(token)),
    keyId,
    at: timestamp(now()),
  });
  return token;
}
