import { type Clock, timestamp } from '../contract/clock.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import { Overtaken, type Transaction } from '../db/database.ts';
import { findAnswer, type IdempotentRequest, keepAnswer } from '../idempotency/store.ts';

/** How long an answer is kept, in microseconds (contract, section 3). */
const life = 24 * 3600 * 1_000_000;

/** The `Idempotency-Key` of a request, if it has one: 1–255 characters, else 400. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = String(header);
  if (key.length < 1 || key.length > 255) {
    throw invalid('idempotency-key', 'String should have 1 to 255 characters');
  }
  return key;
}

/** Does the work and keeps its answer in the same transaction, or answers what an earlier request kept. */
export async function once(
  tx: Transaction,
  request: IdempotentRequest,
  clock: Clock,
  work: () => Promise<string>,
): Promise<{ text: string; replayed: boolean }> {
  const now = clock();
  const since = timestamp(now - life);
  const kept = await findAnswer(tx, request, since);
  if (kept !== undefined) {
    if (kept.request_hash !== request.requestHash) {
      throw invalid('idempotency-key', 'was used before with another request');
    }
    return { text: kept.answer, replayed: true };
  }
  const text = await work().catch(async (error: unknown) => {
    // Refused because the same request was first, at the last free place say: its answer is this one's too.
    const overtaken = error instanceof ApiError && (await findAnswer(tx, request, since)) !== undefined;
    throw overtaken ? new Overtaken() : error;
  });
  if (!(await keepAnswer(tx, request, text, { now: timestamp(now), since }))) throw new Overtaken();
  return { text, replayed: false };
}
