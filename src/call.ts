import type { Input, Operation, Operations, Output } from './contract/operation.ts';
import type { Reads, Transaction } from './db/database.ts';

/** The caller: the key that was sent, and its organization. */
export interface Caller {
  readonly organizationId: string;
  readonly keyId: string;
}

/** What a read handler is called with. */
export interface ReadCall extends Caller {
  readonly db: Reads;
  /** Called with the size of a potentially large response before it is read; throws if there isn't enough memory. */
  readonly expectBytes: (bytes: number) => void;
  /** Awaited between the parts of a long read, so that other requests are answered in between. */
  readonly turn: () => Promise<void>;
}

/** What a write handler is called with; everything it does is one transaction. */
export interface WriteCall extends Caller {
  readonly db: Transaction;
  /** Identical for two requests with the same key, operation, URL and body. */
  readonly requestHash: string;
  /** The client's retry count; 0 for a first attempt. */
  readonly replay: number;
  /** The delivery of the response; undefined for requests with an `Idempotency-Key`, which identifies their retries. */
  readonly delivery: Delivery | undefined;
}

/** What a handler knows about the delivery of its response. */
export interface Delivery {
  /** Whether the client has closed its side of the connection, so that the response may not reach it. */
  readonly hungUp: boolean;
  /** Whether there is an identical request of which it isn't known yet whether its response was delivered. */
  readonly isUndecided: boolean;
  /** Calls `mark`, in a transaction of its own, if the delivery turns out differently from `undelivered`. */
  watch(undelivered: boolean, mark: MarkDelivery): void;
}

/** Thrown by a handler that can't decide yet; it is called again when `isUndecided` has changed. */
export class Undecided extends Error {}

/** Records whether a response couldn't be delivered to its client. */
export type MarkDelivery = (tx: Transaction, undelivered: boolean) => Promise<void>;

/** The implementation of an operation; the contract determines its input and output. */
export type Handler<O extends Operation> = (
  input: Input<O>,
  call: O['method'] extends 'GET' ? ReadCall : WriteCall,
) => Promise<Output<O>>;

export type Handlers<O extends Operations> = { readonly [verb in keyof O]: Handler<O[verb]> };

/** A resource as the router mounts it. */
export interface Resource<O extends Operations = Operations> {
  readonly operations: O;
  readonly handlers: Handlers<O>;
}
