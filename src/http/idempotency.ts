import { hash } from 'node:crypto';
import { type Clock, timestamp } from '../contract/clock.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import { Overtaken, type Transaction } from '../db/database.ts';
import {
  findAnswer,
  type IdempotentRequest,
  keepAnswer,
  type Lifetime,
  oldestAnswer,
} from '../idempotency/store.ts';
import type { Seal } from './seal.ts';

/** How long a response is stored, in microseconds (contract, section 3). */
const life = 24 * 3600 * 1_000_000;
const hour = 3600 * 1_000_000;

/** The `Idempotency-Key` of a request, if it has one: 1–255 characters, else 400. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = String(header);
  if (key.length < 1 || key.length > 255) {
    throw invalid('idempotency-key', 'String should have 1 to 255 characters');
  }
  return key;
}

/**
 * Does the work and stores its response in the same transaction, encrypted if there is a seal, or returns the stored
 * response of an earlier request.
 */
export async function once(
  tx: Transaction,
  request: IdempotentRequest & { maxBytes: number; seal?: Seal | undefined },
  clock: Clock,
  work: () => Promise<string>,
): Promise<{ text: string; replayed: boolean }> {
  const time = lifetime(clock);
  const kept = await findAnswer(tx, request, time);
  if (kept !== undefined) {
    if (kept.request_hash !== request.requestHash) {
      throw invalid('idempotency-key', 'was used before with another request');
    }
    const text = request.seal ? request.seal.open(kept.answer) : kept.answer;
    if (text === undefined) {
      throw invalid(
        'idempotency-key',
        'was used before with another sign-in, which alone can read the response',
      );
    }
    return { text, replayed: true };
  }
  const text = await work().catch(async (error: unknown) => {
    // Refused because the same request came first and reached the limit, say: its response is this one's too.
    const overtaken = error instanceof ApiError && (await findAnswer(tx, request, time)) !== undefined;
    throw overtaken ? new Overtaken() : error;
  });
  const stored = request.seal?.close(text) ?? text;
  const answer = { text: stored, digest: hash('sha256', stored, 'base64url') };
  const outcome = await keepAnswer(tx, request, answer, time, request.maxBytes);
  if (outcome === 'overtaken') throw new Overtaken();
  if (outcome === 'full') throw full(await oldestAnswer(tx, request.organizationId));
  return { text, replayed: false };
}

function lifetime(clock: Clock): Lifetime {
  const [now, since] = [clock(), clock.ago(life)];
  return {
    now: timestamp(now),
    since: timestamp(since),
    until: timestamp(now + life),
    hourBefore: { now: timestamp(now - hour), since: timestamp(since - hour) },
  };
}

/** The error if there is no room to store a response; the request doesn't take effect. Room is made when the oldest expires. */
function full(oldest: string | undefined): ApiError {
  const left = oldest === undefined ? 0 : Date.parse(oldest) + life / 1000 - Date.now();
  return new ApiError(
    'rate_limit_error',
    'This organization has used up its storage for Idempotency-Key responses. Send requests without the header, ' +
      'or wait until older responses expire after 24 hours.',
    { headers: { 'retry-after': String(Math.max(1, Math.ceil(left / 1000))) } },
  );
}
