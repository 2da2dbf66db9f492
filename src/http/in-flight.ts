import type { ServerResponse } from 'node:http';
import { ApiError } from '../contract/errors.ts';

/** From this size on, in bytes, requests and responses are counted: 10,000 smaller ones fit into memory. */
const large = 16_384;

/**
 * Limits the memory of large requests and responses until they have been sent: `maxBytes` in total, half of it per
 * organization. A single one is always accepted. What is for a client that has gone isn't counted: nothing would end it.
 */
export class InFlight {
  readonly #maxBytes: number;
  #total = 0;
  readonly #organizations = new Map<string, number>();
  /** The number of connections that each cached response is being sent on: it is in memory once. */
  readonly #shared = new Map<Buffer, number>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts a request's body until its response is closed; throws 503 if the limit is reached. */
  takeBody(organizationId: string, bytes: number, response: ServerResponse): void {
    if (bytes < large || response.destroyed) return;
    if (!this.#take(organizationId, bytes)) throw noRoom();
    response.once('close', () => this.#give(organizationId, bytes));
  }

  /** Counts a response until it is closed; false if the limit is reached. Only short ones are strings. */
  takeAnswer(organizationId: string, body: Buffer | string, response: ServerResponse): boolean {
    if (typeof body === 'string' || body.length < large || response.destroyed) return true;
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

  /** Whether the limits allow so many more bytes of this organization. */
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

/** The error of a request that exceeds the limits on what is in flight. */
export function noRoom(): ApiError {
  return new ApiError('overloaded_error', 'Too many requests are in flight. Try again shortly.', {
    headers: { 'retry-after': '1' },
  });
}
