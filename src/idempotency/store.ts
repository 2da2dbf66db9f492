import type { Transaction } from '../db/database.ts';

/** A request that says, by its `Idempotency-Key`, that it must take effect once. */
export interface IdempotentRequest {
  organizationId: string;
  keyId: string;
  idempotencyKey: string;
  requestHash: string;
}

/** An answer, and which request it belongs to. */
export interface KeptAnswer {
  request_hash: string;
  answer: string;
}

/** The answer that the caller's key has kept under this idempotency key since that time. */
export const findAnswer = (tx: Transaction, request: IdempotentRequest, since: string) =>
  tx.get<KeptAnswer>(
    `SELECT request_hash, answer FROM idempotency_keys
     WHERE organization_id = $1 AND key_id = $2 AND idempotency_key = $3 AND created_at > $4`,
    request.organizationId,
    request.keyId,
    request.idempotencyKey,
    since,
  );

/** Keeps an answer and drops the organization's that are older than `since`; false: another request was first. */
export async function keepAnswer(
  tx: Transaction,
  request: IdempotentRequest,
  answer: string,
  time: { now: string; since: string },
): Promise<boolean> {
  await tx.run(
    'DELETE FROM idempotency_keys WHERE organization_id = $1 AND created_at <= $2',
    request.organizationId,
    time.since,
  );
  const kept = await tx.run(
    `INSERT INTO idempotency_keys (organization_id, key_id, idempotency_key, request_hash, answer, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    request.organizationId,
    request.keyId,
    request.idempotencyKey,
    request.requestHash,
    answer,
    time.now,
  );
  return kept > 0;
}
