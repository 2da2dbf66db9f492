import { type Static, type TObject, type TSchema, Type } from 'typebox';
import type { Activity } from './activity.ts';
import type { Reference } from './reference.ts';
import type { Scope } from './scopes.ts';

/** The output of an operation whose response has no body: status 204. */
export const NoContent = Type.Null();

/** JSON text of a `T`, as stored in a row and sent in a response without being parsed. */
export type Json<T> = string & { readonly json?: T };

/** One operation of the API: its method and path, who may call it, and the schemas of its input and output. */
export interface Operation {
  /** `resource.verb`: the name in metrics, logs, the OpenAPI document and the CLI. */
  readonly id: `${string}.${string}`;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{parameters}` in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it: admin keys that have one of these scopes; an empty list means every admin key. */
  readonly scopes: readonly Scope[];
  /** Anyone may call it, without a key: the input says whose organization it is about. Only for POST. */
  readonly open?: true;
  /** Whether it is our extension, and not part of the hosted API. */
  readonly extension?: true;
  /** The response depends on the key, and not only on its organization. */
  readonly ofKey?: true;
  /** Without an admin key it can’t be seen: 404 instead of 401. */
  readonly hidden?: true;
  /** The response has a secret: it isn't cached anywhere, and stored for `Idempotency-Key` only encrypted. */
  readonly secret?: true;
  /** A POST that only asks: it runs like a GET, but isn't cached, and ignores `Idempotency-Key`. */
  readonly reads?: true;
  readonly params?: TObject;
  readonly query?: TObject;
  /** If absent, a body is ignored. */
  readonly body?: TObject;
  /** The addresses in the body that its write looks up; on PostgreSQL, they are looked up together with those of others. */
  readonly addresses?: (body: never) => readonly string[];
  readonly output: TSchema;
  /** What its success adds to the feed if reads are recorded (contract of the family, section 11). */
  readonly viewed?: (params: Readonly<Record<string, string>>, asked: Asked) => Activity;
  readonly reference: Reference;
}

/** A request for a read, as the feed shows it. */
export interface Asked {
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
}

type Part<S> = S extends TSchema ? Static<S> : unknown;

/** Whether an operation changes something. */
export const isWrite = ({ method, reads }: Operation) => method !== 'GET' && reads !== true;

/**
 * Whether an operation honours `Idempotency-Key`: every POST that needs a key, changes something, and whose response has a
 * body.
 */
export const takesIdempotencyKey = (operation: Operation) =>
  operation.method === 'POST' && isWrite(operation) && !operation.open && operation.output !== NoContent;

/** Whether its responses have an `etag`: those to reads that depend on nothing but what is stored. */
export const hasEtag = ({ method, ofKey }: Operation) => method === 'GET' && ofKey !== true;

/** The validated input of the operation's handler. */
export interface Input<O extends Operation> {
  readonly params: Part<O['params']>;
  readonly query: Part<O['query']>;
  readonly body: Part<O['body']>;
}

/** The output of the operation's handler. */
export type Output<O extends Operation> = Json<Static<O['output']>>;

/** A resource's operations by verb. */
export type Operations = Readonly<Record<string, Operation>>;
