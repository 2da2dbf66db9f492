/** A request in the log of its organization, and what was sent in response. */
export interface Entry {
  /** The `request-id` of the response. */
  id: string;
  /** When it came, by the server's clock. */
  at: string;
  /** The operation's id; null if there is no such operation. */
  operation: string | null;
  method: string;
  /** Path and query. */
  url: string;
  /** As they were sent, in lower case; of keys only the last four characters. */
  headers: Record<string, string>;
  /** The body, parsed if it is JSON; null if there was none, or if bodies aren't logged. */
  body: unknown;
  /** The status that was sent; 0 if the connection was closed first. */
  status: number;
  /** The body of the response, like `body`. */
  answer: unknown;
  /** How long the response asked its client to wait before a retry, in s. */
  retry_after: number | null;
  /** The type of the error, if it was refused. */
  error_type: string | null;
  /** How long it took, in ms. */
  ms: number;
  /** The client's retry count; 0 for a first attempt. */
  retry: number;
  /** The fault that it met. */
  fault_id: string | null;
  /** What would help its author, as it was added to the error. */
  hint: string | null;
}
