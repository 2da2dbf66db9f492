/** Every error type of the API and its HTTP status (contract, section 2). */
export const errorStatus = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  conflict_error: 409,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  overloaded_error: 503,
} as const;

export type ErrorType = keyof typeof errorStatus;

/** What an error can have besides its type and message. */
export interface ErrorOptions {
  /** Sent as `details.error_code`. */
  code?: string;
  /** Other members of `details`. */
  details?: object;
  /** If it isn't the type's own status: 405, 408 and 431 are `invalid_request_error`. */
  status?: number;
  headers?: Record<string, string>;
}

/** An error response: thrown anywhere below the router, sent as the error envelope. */
export class ApiError extends Error {
  readonly type: ErrorType;
  readonly status: number;
  readonly code: string | undefined;
  readonly details: object | undefined;
  readonly headers: Record<string, string>;

  constructor(type: ErrorType, message: string, options: ErrorOptions = {}) {
    super(message);
    this.type = type;
    this.status = options.status ?? errorStatus[type];
    this.code = options.code;
    this.details = options.details;
    this.headers = options.headers ?? {};
  }
}

/** 400 for one fault of the request, reported as `path: sentence`. */
export function invalid(path: string, sentence: string, code?: string): ApiError {
  return new ApiError('invalid_request_error', `${path}: ${sentence}`, { code });
}

/** 413 for a request body over the limit. */
export const tooLarge = () => new ApiError('request_too_large', 'The request body is too large.');

/** The error envelope as JSON text; it has `details` only if there is a code, or more to say. */
export function errorEnvelope(error: ApiError, requestId: string): string {
  const { type, message, code } = error;
  const details = code === undefined ? error.details : { error_code: code, ...error.details };
  return JSON.stringify({ type: 'error', error: { type, message, details }, request_id: requestId });
}
