import type { Static, TObject, TSchema } from 'typebox';
import type { Reference } from './reference.ts';

/** JSON text of a `T`: what a row holds and an answer sends, never parsed on its way. */
export type Json<T> = string & { readonly json?: T };

/** One call of the wire: its place, who may call it, and the shapes that go in and out. */
export interface Operation {
  /** `resource.verb`: the name in metrics, logs, the OpenAPI document and the CLI. */
  readonly id: `${string}.${string}`;
  readonly method: 'GET' | 'POST';
  /** With `{parameters}` in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it: a route can't be declared without saying so. */
  readonly caller: 'admin_key';
  /** Ours and not the reference's. */
  readonly extension?: true;
  /** What is answered depends on the key too, not on its organization alone. */
  readonly ofKey?: true;
  readonly params?: TObject;
  readonly query?: TObject;
  /** Absent: a body is ignored. */
  readonly body?: TObject;
  readonly output: TSchema;
  readonly reference: Reference;
}

type Part<S> = S extends TSchema ? Static<S> : unknown;

/** What a handler of the operation is given, already valid. */
export interface Input<O extends Operation> {
  readonly params: Part<O['params']>;
  readonly query: Part<O['query']>;
  readonly body: Part<O['body']>;
}

/** What a handler of the operation answers. */
export type Output<O extends Operation> = Json<Static<O['output']>>;

/** A resource's operations by the API's own verbs. */
export type Operations = Readonly<Record<string, Operation>>;
