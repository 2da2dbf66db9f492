import { ApiError, invalid, tooLarge } from '../../contract/errors.ts';
import type { ErrorExample } from '../../contract/reference.ts';
import { noRoom } from '../in-flight.ts';
import { brokenRequest } from '../refuse.ts';

type Examples = Record<string, ErrorExample>;

/** An answer to what never became a request. */
function broken(code: string): ApiError {
  const { message, status } = brokenRequest(Object.assign(new Error(), { code }), 16_384);
  return new ApiError('invalid_request_error', message, { status });
}

/** What every operation may answer. */
export const everyOperation: Examples = {
  unknown_parameter: {
    when: 'the query or the body has a member that isn’t known, or one of another form than its schema',
    error: invalid('colour', 'Extra inputs are not permitted'),
  },
  unknown_version: {
    when: '`anthropic-version` names no version, or is sent twice',
    error: invalid('anthropic-version', '"2020-01-01" is not a valid version'),
  },
  version_missing: {
    when: '`anthropic-version` is absent, on a server with `--require-version`',
    error: invalid('anthropic-version', 'header is required'),
  },
  two_keys: {
    when: 'two different `Authorization` headers are sent',
    error: invalid('authorization', 'was sent twice, with different values'),
  },
  not_http: { when: 'it isn’t HTTP/1.1', error: broken('') },
  no_host: { when: 'it has no `Host`', error: invalid('host', 'header is required') },
  key_invalid: {
    when: 'there is no key, or none that is known, or `x-api-key` and `Authorization` differ',
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
  too_slow: {
    when: 'the request took longer to arrive than the server waits (`--headers-timeout`, `--request-timeout`)',
    error: broken('ERR_HTTP_REQUEST_TIMEOUT'),
  },
  head_too_large: {
    when: 'path, query and headers are too large together (`--max-header-size`)',
    error: broken('HPE_HEADER_OVERFLOW'),
  },
  too_many_requests: {
    when: 'the organization has sent more requests in this minute than the operator allows (`--rate-limit`)',
    error: new ApiError('rate_limit_error', 'This organization may send 600 requests a minute.'),
  },
  unexpected: {
    when: 'something failed that nobody foresaw; the server’s log has it under the `request_id`',
    error: new ApiError('api_error', 'Internal server error'),
  },
  in_flight: {
    when: 'too many requests wait, or answers take too much memory (`--in-flight-max-bytes`)',
    error: noRoom(),
  },
  draining: {
    when: 'the server is shutting down',
    error: new ApiError('overloaded_error', 'The server is shutting down.'),
  },
  database_away: {
    when: 'the database can’t be reached',
    error: new ApiError('overloaded_error', 'The database can’t be reached. Try again shortly.'),
  },
};

/** What every POST may answer besides. */
export const everyPost: Examples = {
  key_reused: {
    when: 'the `Idempotency-Key` was used before with another request',
    error: invalid('idempotency-key', 'was used before with another request'),
  },
  key_length: {
    when: 'the `Idempotency-Key` has no character or more than 255',
    error: invalid('idempotency-key', 'String should have 1 to 255 characters'),
  },
  body_too_large: {
    when: 'the body is larger than the server takes (`--body-limit`, 1 MiB by default)',
    error: tooLarge(),
  },
  no_room_for_key: {
    when: 'the organization’s answers under `Idempotency-Key` take all the room they may (`--idempotency-max-bytes`)',
    error: new ApiError(
      'rate_limit_error',
      'This organization’s answers under Idempotency-Key take all the room they may (a setting of the server): ' +
        'send requests without the header, or wait until older ones are 24 hours old.',
    ),
  },
};

/** What every request with a body may be answered besides. */
export const everyRequestWithBody: Examples = {
  not_json: {
    when: 'the body isn’t JSON in UTF-8, whatever `content-type` says',
    error: new ApiError('invalid_request_error', 'The request body is not valid JSON.'),
  },
  body_encoded: {
    when: 'the body has a `content-encoding`',
    error: invalid(
      'content-encoding',
      'the request body should be sent as it is',
      'request_body_encoding_unsupported',
    ),
  },
};
