import type { TObject, TSchema } from 'typebox';

/** What a control is called with. */
export interface ControlCall<Query = unknown, Body = unknown> {
  readonly params: Readonly<Record<string, string>>;
  /** Valid by the schemas of the control. */
  readonly query: Query;
  readonly body: Body;
  /** Where the client reached the server, such as `http://127.0.0.1:4010`. */
  readonly baseURL: string;
  /** The organization of the key that was sent, if one was. */
  readonly organizationId: string | undefined;
  /** Gives the browser the cookie of the session that has this token. */
  readonly signIn: (token: string) => void;
}

/**
 * A route of the sandbox, below `/x/sandbox`. It answers 200 with JSON, or throws an ApiError. With `{organization_id}` in
 * its path it is about one organization, which exists and which the caller may control.
 */
export interface Control {
  /** `sandbox.verb` or `sandbox.noun.verb`, for logs and metrics. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{parameters}` in braces. */
  readonly path: string;
  /** Whether it is only for the machine itself and the server’s own pages, whatever key is sent. */
  readonly isLocal?: true;
  readonly query?: TObject;
  /** If absent, a body is ignored; if it has no required member, so may be the body. */
  readonly body?: TSchema;
  /** What it answers; values that arrive one after another are sent as server-sent events. */
  // biome-ignore lint/suspicious/noExplicitAny: the schemas say what it gets.
  run(call: ControlCall<any, any>): unknown | Promise<unknown> | AsyncIterable<unknown>;
}
