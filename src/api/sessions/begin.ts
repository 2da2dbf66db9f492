import { type Clock, timestamp } from '../../contract/clock.ts';
import { newSecret } from '../../contract/secret.ts';
import type { Transaction } from '../../db/database.ts';
import { hashKey } from '../admin-keys/key.ts';
import { idleLife, longestLife, sessionText } from './session.ts';
import { deleteOldSessions, insertSession } from './store.ts';

/** How long an organization’s old sessions aren’t looked for after they were, in microseconds: that reads all of them. */
const pause = 10_000_000;
const mostRemembered = 10_000;
/** By organization, when they were last looked for. */
const purged = new Map<string, number>();

/** Begins a session with this key of the organization, by the server’s clock, and returns the token for its cookie. */
export async function beginSession(
  tx: Transaction,
  organizationId: string,
  keyId: string,
  now: Clock,
): Promise<string> {
  const token = newSecret();
  if (Math.abs(now() - (purged.get(organizationId) ?? 0)) >= pause) {
    if (purged.size >= mostRemembered) purged.clear();
    purged.set(organizationId, now());
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
