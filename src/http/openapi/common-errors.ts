import { ApiError, invalid, tooLarge } from '../../contract/errors.ts';
import type { ErrorExample } from '../../contract/reference.ts';
import { missingScopes, type Scope } from '../../contract/scopes.ts';
import { noRoom } from '../in-flight.ts';
import { tooManyTries } from '../rate-limit.ts';
import { brokenRequest } from '../refuse.ts';

type Examples = Record<string, ErrorExample>;

/** The response to bytes that aren’t a valid HTTP request. */
function broken(code: string): ApiError {
  const { message, status } = brokenRequest(Object.assign(new Error(), { code }), 16_384);
  return new ApiError('invalid_request_error', message, { status });
}

/** The error of an operation that not every key may call. */
export const everyScoped = (needed: readonly Scope[]): Examples => ({
  scope_missing: {
    when: `the key is limited to other scopes than ${needed.map((scope) => `\`${scope}\``).join(' or ')}`,
    error: missingScopes(needed.includes('keys:introspect') ? ['read:members'] : ['keys:introspect'], needed),
  },
});

/** Errors of every operation that needs a key. */
export const everyKeyed: Examples = {
  two_keys: {
    when: 'two different `Authorization` headers are sent',
    error: invalid('authorization', 'was sent twice, with different values'),
  },
  key_invalid: {
    when: 'the key is missing or unknown, or `x-api-key` and `Authorization` differ',
    error: new ApiError('authentication_error', 'API key is invalid.'),
  },
  key_deactivated: {
    when: 'the key has been disabled',
    error: new ApiError('authentication_error', 'API key has been deactivated.'),
  },
  key_expired: {
    when: 'the key has expired',
    error: new ApiError('authentication_error', 'API key has expired.'),
  },
  too_many_requests: {
    when: 'the organization exceeds its rate limit (`--rate-limit`)',
    error: new ApiError('rate_limit_error', 'Rate limit exceeded: 600 requests a minute per organization.'),
  },
};

/** Errors of every operation that needs none. */
export const everyOpen: Examples = {
  too_many_tries: {
    when: 'too many wrong tokens were tried from your address in this minute',
    error: tooManyTries(60),
  },
};

/** Errors of every operation. */
export const everyOperation: Examples = {
  unknown_parameter: {
    when: 'the query or the body has an unknown field, or a value that doesn’t match its schema',
    error: invalid('colour', 'Extra inputs are not permitted'),
  },
  unknown_version: {
    when: '`anthropic-version` is unknown, or is sent twice',
    error: invalid('anthropic-version', '"2020-01-01" is not a valid version'),
  },
  version_missing: {
    when: '`anthropic-version` is missing and the server requires it (`--require-version`)',
    error: invalid('anthropic-version', 'header is required'),
  },
  not_http: { when: 'the request isn’t HTTP/1.1', error: broken('') },
  no_host: { when: 'the `Host` header is missing', error: invalid('host', 'header is required') },
  too_slow: {
    when: 'the request takes too long to arrive (`--headers-timeout`, `--request-timeout`)',
    error: broken('ERR_HTTP_REQUEST_TIMEOUT'),
  },
  head_too_large: {
    when: 'path, query and headers together are too large (`--max-header-size`)',
    error: broken('HPE_HEADER_OVERFLOW'),
  },
  unexpected: {
    when: 'an unexpected error occurs; the server logs it with the `request_id`',
    error: new ApiError('api_error', 'Internal server error'),
  },
  in_flight: {
    when: 'too many requests are in flight, or take too much memory (`--in-flight-max-bytes`)',
    error: noRoom(),
  },
  draining: {
    when: 'the server is starting or shutting down',
    error: new ApiError('overloaded_error', 'The server is shutting down.'),
  },
  database_away: {
    when: 'the database can’t be reached',
    error: new ApiError('overloaded_error', 'The database can’t be reached. Try again shortly.'),
  },
};

/** Further errors of every write. */
export const everyWrite: Examples = {
  body_too_large: {
    when: 'the body is too large (`--body-limit`, 1 MiB by default)',
    error: tooLarge(),
  },
};

/** Further errors of every operation that takes an `Idempotency-Key`. */
export const everyRepeatable: Examples = {
  key_reused: {
    when: 'the `Idempotency-Key` was used before with a different request',
    error: invalid('idempotency-key', 'was used before with another request'),
  },
  key_length: {
    when: 'the `Idempotency-Key` is empty or longer than 255 characters',
    error: invalid('idempotency-key', 'String should have 1 to 255 characters'),
  },
  no_room_for_key: {
    when: 'the organization has used up its storage for `Idempotency-Key` (`--idempotency-max-bytes`)',
    error: new ApiError(
      'rate_limit_error',
      'This organization has used up its storage for Idempotency-Key responses. Send requests without the header, ' +
        'or wait until older responses expire after 24 hours.',
    ),
  },
};

/** Further errors of every request with a body. */
export const everyRequestWithBody: Examples = {
  not_json: {
    when: 'the body isn’t JSON in UTF-8, whatever `content-type` says',
    error: new ApiError('invalid_request_error', 'The request body is not valid JSON.'),
  },
  body_encoded: {
    when: 'the body has a `content-encoding` other than `identity`',
    error: invalid(
      'content-encoding',
      'the request body should not be encoded',
      'request_body_encoding_unsupported',
    ),
  },
};
