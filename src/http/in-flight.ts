import type { ServerResponse } from 'node:http';
import { ApiError } from '../contract/errors.ts';

/** From how many bytes on a request or an answer is counted: 10,000 smaller ones fit into memory. */
const large = 16_384;

/**
 * Bytes of large requests and answers from when they are in memory until their connection has sent or taken them: at most
 * `maxBytes`, and half of that for one organization. One alone is always let through.
 */
export class InFlight {
  readonly #maxBytes: number;
  #total = 0;
  readonly #organizations = new Map<string, number>();
  /** How many connections a kept answer is being sent to: it is in memory once. */
  readonly #shared = new Map<Buffer | string, number>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts a request's body until its response is closed; throws 503 where there is no room. */
  takeBody(organizationId: string, bytes: number, response: ServerResponse): void {
    if (bytes < large) return;
    if (!this.#take(organizationId, bytes)) throw noRoom();
    response.once('close', () => this.#give(organizationId, bytes));
  }

  /** Counts an answer until its response is closed; false where there is no room. */
  takeAnswer(organizationId: string, body: Buffer | string, response: ServerResponse): boolean {
    if (body.length < large) return true;
    const senders = this.#shared.get(body) ?? 0;
    if (senders === 0 && !this.#take(organizationId, body.length)) return false;
    this.#shared.set(body, senders + 1);
    response.once('close', () => {
      const left = (this.#shared.get(body) ?? 0) - 1;
      if (left > 0) this.#shared.set(body, left);
      else {
        this.#shared.delete(body);
        this.#give(organizationId, body.length);
      }
    });
    return true;
  }

  /** Whether so many bytes of this organization could be counted now. */
  hasRoom(organizationId: string, bytes: number): boolean {
    const theirs = this.#organizations.get(organizationId) ?? 0;
    if (theirs > 0 && theirs + bytes > this.#maxBytes / 2) return false;
    return this.#total === 0 || this.#total + bytes <= this.#maxBytes;
  }

  #take(organizationId: string, bytes: number): boolean {
    if (!this.hasRoom(organizationId, bytes)) return false;
    this.#total += bytes;
    this.#organizations.set(organizationId, (this.#organizations.get(organizationId) ?? 0) + bytes);
    return true;
  }

  #give(organizationId: string, bytes: number): void {
    this.#total -= bytes;
    const left = (this.#organizations.get(organizationId) ?? 0) - bytes;
    if (left > 0) this.#organizations.set(organizationId, left);
    else this.#organizations.delete(organizationId);
  }
}

/** What a request is told for which there is no room beside those in flight. */
export function noRoom(): ApiError {
  return new ApiError('overloaded_error', 'Too many requests are in flight. Try again shortly.', {
    headers: { 'retry-after': '1' },
  });
}
