import type { ApiError } from './errors.ts';

/** What people are told of an operation. All of it stands in the OpenAPI document, and tests try it out. */
export interface Reference {
  readonly tag: Tag;
  /** Markdown: the rules that no schema can say. */
  readonly description: string;
  /** Requests by name, at least one; the code samples send the first of them. */
  readonly requests: Readonly<Record<string, RequestExample>>;
  /** The answer of a request that succeeds. */
  readonly answer: unknown;
  /** What the operation itself refuses, by name, beside what every operation refuses. */
  readonly errors: Readonly<Record<string, ErrorExample>>;
  /** Operations that take the `id` of the answer, by their ids. */
  readonly leadsTo: readonly string[];
  /** How official SDKs call it; null: they don't know it, and call its path. */
  readonly sdk: SdkCall | null;
}

/** The chapter of the reference that an operation stands in. */
export interface Tag {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
}

/** A request that is taken. */
export interface RequestExample {
  readonly summary: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
}

/** A request that is refused. */
export interface ErrorExample {
  /** Goes on after “where”. */
  readonly when: string;
  readonly error: ApiError;
}

/** A method of the official SDKs. */
export interface SdkCall {
  /** As in TypeScript, where the others derive theirs from: `organization.apiKeys.retrieve`. */
  readonly method: string;
  /** What a sample calls the answer, or each item of a page. */
  readonly result: string;
  /** Go's parameters, whose types can't be derived; absent where there are none. */
  readonly goParams?: string;
}
