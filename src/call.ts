import type { Static } from 'typebox';
import type { Activity, Actor } from './contract/activity.ts';
import type { Clock } from './contract/clock.ts';
import type { Input, Json, Operation, Operations, Output } from './contract/operation.ts';
import type { Scopes } from './contract/scopes.ts';
import type { Reads, Transaction } from './db/database.ts';

/** The caller: the key that was sent, its organization, and what it may do. */
export interface Caller {
  readonly organizationId: string;
  readonly keyId: string;
  readonly scopes: Scopes;
  /** Whether the key itself was sent, or the cookie of a console that was signed in with it. */
  readonly via: 'api' | 'console';
  /** The hash of the cookie, if it was sent. */
  readonly session?: string;
}

/** The versions of the wire whose responses differ (contract of the family, section 0). */
export type Wire = 'old' | 'new';

/** What every handler is called with. */
interface Call extends Caller {
  readonly wire: Wire;
  /** The clock of the organization. */
  readonly now: Clock;
}

/** What a read handler is called with. */
export interface ReadCall extends Call {
  readonly db: Reads;
  /** The tokens of lists that have `page`. */
  readonly tokens: PageTokens;
  /** Says that the response changes at this timestamp even if nothing is written. */
  readonly validUntil: (timestamp: string) => void;
  /** Called with the size of a potentially large response before it is read; throws if there isn't enough memory. */
  readonly expectBytes: (bytes: number) => void;
  /** Awaited between the parts of a long read, so that other requests are answered in between. */
  readonly turn: () => Promise<void>;
}

/** What a write handler is called with; everything it does is one transaction. */
export interface WriteCall extends Call {
  readonly db: Transaction;
  /** Identical for two requests with the same key, operation, URL and body. */
  readonly requestHash: string;
  /** The client's retry count; 0 for a first attempt. */
  readonly replay: number;
  /** The delivery of the response; undefined for requests with an `Idempotency-Key`, which identifies their retries. */
  readonly delivery: Delivery | undefined;
}

/** What the handler of an open operation is called with: there is no caller. */
export interface OpenCall {
  readonly db: Reads;
  readonly wire: Wire;
  /** Does this in one transaction of an organization, as this user; returns the response once it is on disk. */
  readonly transaction: <T>(
    organizationId: string,
    work: (tx: Transaction) => Promise<Change<T> & { user: ActingUser }>,
  ) => Promise<Json<T>>;
}

/** The user that an open operation turns out to act for. */
export interface ActingUser {
  readonly id: string;
  readonly email: string;
}

/** Makes and reads the tokens of a list, which fit only the same request. */
export interface PageTokens {
  /** The token of the page after the row with this key. */
  issue(key: readonly string[]): string;
  /** The key in a token; throws 400 if the token isn't one of this request. */
  read(token: string): string[];
}

/** What a write did: the response, and the activities that tell of each of its effects. Both take effect, or neither. */
export interface Change<T = unknown> {
  readonly answer: Json<T>;
  /** Empty if nothing changed. */
  readonly activities: readonly Activity[];
  /** What happened to other objects because of it. */
  readonly cascaded?: readonly Activity[];
  /** The token of the session that the browser has from now on; empty for none. */
  readonly cookie?: string;
  /** Called once, when the commit is on disk; must not throw. */
  readonly afterwards?: () => void;
}

/** Writes activities to the feed, in the transaction of what they tell of. */
export type RecordActivities = (
  tx: Transaction,
  organizationId: string,
  actor: Actor,
  change: Pick<Change, 'activities' | 'cascaded'>,
) => Promise<void>;

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
export type Handler<O extends Operation> = O extends { method: 'GET' } | { reads: true }
  ? (input: Input<O>, call: ReadCall) => Promise<Output<O>>
  : O extends { open: true }
    ? (input: Input<O>, call: OpenCall) => Promise<Output<O>>
    : (input: Input<O>, call: WriteCall) => Promise<Change<Static<O['output']>>>;

/** The implementations of all operations of a resource, by the names that its contract gives them. */
export type Handlers<O extends Operations> = { readonly [verb in keyof O]: Handler<O[verb]> };

/** A resource as the router mounts it. */
export interface Resource<O extends Operations = Operations> {
  readonly operations: O;
  readonly handlers: Handlers<O>;
}
