import type { Input, Operation, Operations, Output } from './contract/operation.ts';
import type { Reads, Transaction } from './db/database.ts';

/** Who calls: the organization that the presented key belongs to, and the key. */
export interface Caller {
  readonly organizationId: string;
  readonly keyId: string;
}

/** What a handler that only reads is called with. */
export interface ReadCall extends Caller {
  readonly db: Reads;
  /** Told how large an answer will be before it is read, where it may be large; throws where there is no room for it. */
  readonly expectBytes: (bytes: number) => void;
  /** Awaited between the parts of a long read, so that other requests are answered in between. */
  readonly turn: () => Promise<void>;
}

/** What a handler that writes is called with: all it does is one transaction. */
export interface WriteCall extends Caller {
  readonly db: Transaction;
  /** The same for two requests of one key with the same operation, place and body. */
  readonly requestHash: string;
  /** How often the client says that it sent this request before; 0: never. */
  readonly replay: number;
  /** How the answer goes to its client; undefined where a repeated request is told by its `Idempotency-Key`. */
  readonly delivery: Delivery | undefined;
}

/** What a handler knows of its answer's way to the client. */
export interface Delivery {
  /** Whether the client has ended its side of the connection, so that the answer may reach nobody. */
  readonly hungUp: boolean;
  /** Whether there is an equal request of which it isn't known yet whether its client has the answer. */
  readonly isUndecided: boolean;
  /** Has `mark` called, in a transaction of its own, when the delivery turns out other than `undelivered` says. */
  watch(undelivered: boolean, mark: MarkDelivery): void;
}

/** Thrown by a handler that can't decide yet: it is called again when `isUndecided` has changed. */
export class Undecided extends Error {}

/** Takes down whether an answer couldn't be handed to its client. */
export type MarkDelivery = (tx: Transaction, undelivered: boolean) => Promise<void>;

/** A typed hole: the contract fixes what goes in and out, people write what happens between. */
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
