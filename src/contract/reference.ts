import type { ApiError } from './errors.ts';

/** The documentation of an operation. All of it goes into the OpenAPI document, and tests verify it. */
export interface Reference {
  readonly tag: Tag;
  /** Markdown: the rules that a schema can't express. */
  readonly description: string;
  /** Requests by name, at least one; the code samples send the first of them. */
  readonly requests: Readonly<Record<string, RequestExample>>;
  /** The response to a successful request. */
  readonly answer: unknown;
  /** The operation's own errors by name, in addition to those of every operation. */
  readonly errors: Readonly<Record<string, ErrorExample>>;
  /** The ids of operations that take the `id` in the response. */
  readonly leadsTo: readonly string[];
  /** How official SDKs call it; null if they have no method for it, so that its path is called. */
  readonly sdk: SdkCall | null;
}

/** The section of the reference that an operation belongs to. */
export interface Tag {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
}

/** A request that succeeds. */
export interface RequestExample {
  readonly summary: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly body?: object;
}

/** A request that fails. */
export interface ErrorExample {
  /** Continues a sentence that begins with “when”. */
  readonly when: string;
  readonly error: ApiError;
}

/** A method of the official SDKs. */
export interface SdkCall {
  /** As in TypeScript, such as `organization.apiKeys.retrieve`; names in other languages are derived from it. */
  readonly method: string;
  /** The name of the variable that holds the response, or each item of a page, in samples. */
  readonly result: string;
  /** Go's parameters, whose types can't be derived; absent if there are none. */
  readonly goParams?: string;
}
