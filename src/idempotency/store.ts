import { largestInteger, type Reads, type Transaction } from '../db/database.ts';

/** A request with an `Idempotency-Key`, which must take effect only once. */
export interface IdempotentRequest {
  organizationId: string;
  keyId: string;
  idempotencyKey: string;
  requestHash: string;
}

/** Timestamps: a response is valid if it was stored after `since` and, in case a clock was set back, not after `until`. */
export interface Lifetime {
  now: string;
  since: string;
  until: string;
  /** An hour before `now` and before `since`: `used_at` of a response may lag behind by that much. */
  hourBefore: { now: string; since: string };
}

/** A stored response, and the hash of its request. */
export interface KeptAnswer {
  request_hash: string;
  answer: string;
}

/** A response to store, and the digest of its text. */
export interface NewAnswer {
  text: string;
  digest: string;
}

/** Approximate size of a stored response besides its text, in bytes. */
const overhead = 512;

/** The valid response stored for this admin key and idempotency key. */
export const findAnswer = (tx: Transaction, request: IdempotentRequest, { since, until }: Lifetime) =>
  tx.get<KeptAnswer>(
    `SELECT request_hash, answer FROM idempotency_keys
     JOIN idempotency_answers USING (organization_id, digest)
     WHERE organization_id = $1 AND key_id = $2 AND idempotency_key = $3 AND created_at > $4 AND created_at <= $5`,
    request.organizationId,
    request.keyId,
    request.idempotencyKey,
    since,
    until,
  );

/**
 * Stores a response, identical ones only once, and deletes the organization's expired ones. `overtaken`: another request
 * with the same key was first. `full`: the organization's responses would take more than `maxBytes`.
 */
export async function keepAnswer(
  tx: Transaction,
  request: IdempotentRequest,
  answer: NewAnswer,
  time: Lifetime,
  maxBytes: number,
): Promise<'kept' | 'overtaken' | 'full'> {
  const { organizationId } = request;
  // Done in this order, but sent without waiting in between.
  const [freed, added, kept] = await Promise.all([
    dropOld(tx, organizationId, time),
    addAnswer(tx, organizationId, answer, time),
    tx.run(
      `INSERT INTO idempotency_keys (organization_id, key_id, idempotency_key, request_hash, digest, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      organizationId,
      request.keyId,
      request.idempotencyKey,
      request.requestHash,
      answer.digest,
      time.now,
    ),
  ]);
  if (kept === 0) return 'overtaken';
  const more = overhead + added - freed;
  const counted = await tx.run(
    `UPDATE organizations SET idempotency_bytes = idempotency_bytes + $1
     WHERE id = $2 AND idempotency_bytes <= $3`,
    more,
    organizationId,
    Math.min(maxBytes - more, largestInteger),
  );
  return counted > 0 ? 'kept' : 'full';
}

/** When the organization's oldest response was stored. */
export async function oldestAnswer(tx: Transaction, organizationId: string): Promise<string | undefined> {
  const row = await tx.get<{ oldest: string | null }>(
    'SELECT min(created_at) AS oldest FROM idempotency_keys WHERE organization_id = $1',
    organizationId,
  );
  return row?.oldest ?? undefined;
}

/** Organizations whose byte counter is wrong: there should be none. */
export const findMiscountedBytes = (db: Reads) =>
  db.all<{ id: string; counted: number; actual: number }>(
    `SELECT id, counted, actual FROM (
       SELECT id, idempotency_bytes AS counted, CAST(
         (SELECT count(*) FROM idempotency_keys WHERE organization_id = organizations.id) * ${overhead}
         + (SELECT coalesce(sum(octet_length(answer)), 0) FROM idempotency_answers
            WHERE organization_id = organizations.id) AS INTEGER) AS actual
       FROM organizations) AS counts
     WHERE counted <> actual ORDER BY id`,
  );

/** Returns the number of bytes added. */
async function addAnswer(
  tx: Transaction,
  organizationId: string,
  { text, digest }: NewAnswer,
  { now, hourBefore }: Lifetime,
): Promise<number> {
  const added = await tx.run(
    `INSERT INTO idempotency_answers (organization_id, digest, used_at, answer)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    organizationId,
    digest,
    now,
    text,
  );
  if (added > 0) return Buffer.byteLength(text);
  await tx.run(
    'UPDATE idempotency_answers SET used_at = $1 WHERE organization_id = $2 AND digest = $3 AND used_at < $4',
    now,
    organizationId,
    digest,
    hourBefore.now,
  );
  return 0;
}

/** Returns the number of bytes freed. */
async function dropOld(tx: Transaction, organizationId: string, time: Lifetime): Promise<number> {
  const [old, future, ...answers] = await Promise.all([
    tx.run(oldKeys, organizationId, time.since),
    tx.run(futureKeys, organizationId, time.until),
    tx.all<{ bytes: number }>(oldAnswers, organizationId, time.hourBefore.since),
    tx.all<{ bytes: number }>(futureAnswers, organizationId, time.until),
  ]);
  return answers.flat().reduce((freed, { bytes }) => freed + bytes, overhead * (old + future));
}

const oldKeys = 'DELETE FROM idempotency_keys WHERE organization_id = $1 AND created_at <= $2';
const futureKeys = 'DELETE FROM idempotency_keys WHERE organization_id = $1 AND created_at > $2';
const answersWhere = (age: string) =>
  `DELETE FROM idempotency_answers WHERE organization_id = $1 AND ${age} RETURNING octet_length(answer) AS bytes`;
const oldAnswers = answersWhere('used_at <= $2');
const futureAnswers = answersWhere('used_at > $2');
