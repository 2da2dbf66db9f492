import { ApiError } from '../contract/errors.ts';
import type { Scope } from '../contract/scopes.ts';

/** Operations of the hosted API that are refused to every key. */
export interface Refused {
  methods: readonly ('GET' | 'POST' | 'DELETE')[];
  /** With `:parameters`. */
  path: string;
  scopes: readonly Scope[];
  error: () => ApiError;
  /** What a pinned organization is answered instead. */
  example: object | undefined;
}

const notSupported = () =>
  new ApiError('invalid_request_error', 'this endpoint is not supported for this organization type', {
    code: 'organization_type_not_supported',
  });
const notEnrolled = () =>
  new ApiError(
    'invalid_request_error',
    'This organization isn’t enrolled in the beta of signing out users.',
    {
      code: 'organization_not_enrolled_in_beta',
    },
  );
const notEnabled = () =>
  new ApiError('invalid_request_error', 'external keys are not enabled for this organization');
const noExternalKey = () => new ApiError('not_found_error', 'External key not found.');

const user = {
  id: 'user_id',
  type: 'user',
  email: 'dev@stainless.com',
  name: 'Ada',
  role: 'developer',
  added_at: '2026-01-01T00:00:00.000000Z',
};
const externalKey = {
  id: 'external_key_id',
  type: 'external_key',
  display_name: null,
  geo: 'us',
  provider_config: {
    type: 'aws',
    kms_arn: 'arn:aws:kms:us-east-1:111122223333:key/abcd1234-5678-90ab-cdef-000011112222',
    region: 'us-east-1',
  },
  attachment: { type: 'unattached' },
  user_profile_id: null,
  created_at: '2026-01-01T00:00:00.000000Z',
  updated_at: '2026-01-01T00:00:00.000000Z',
};
const validation = { type: 'external_key_validation', status: 'success', error: null };
const deleted = { id: externalKey.id, type: 'external_key_deleted' };

const reports =
  'summaries users apps/chat/projects connectors plugins skills artifacts usage_report cost_report user_usage_report user_cost_report';
const requests = 'spend_limit_increase_requests';

/** What an organization of this kind doesn’t have, or not here (contract of the family, sections 8, 9 and 13). */
export const refused: readonly Refused[] = [
  of(notSupported, 'GET POST', 'rbac_groups'),
  of(notSupported, 'GET POST DELETE', 'rbac_groups/:id'),
  of(notSupported, 'GET POST', 'rbac_groups/:id/members'),
  of(notSupported, 'DELETE', 'rbac_groups/:id/members/:user_id'),
  of(notSupported, 'GET', 'rbac_roles'),
  of(notSupported, 'GET', 'rbac_roles/:id'),
  of(notSupported, 'GET', 'rbac_roles/:id/permissions'),
  ...reports.split(' ').map((report) => of(notSupported, 'GET', `analytics/${report}`)),
  of(notSupported, 'GET', 'spend_limits/effective'),
  of(notSupported, 'GET', requests),
  of(notSupported, 'GET', `${requests}/:id`),
  of(notSupported, 'POST', `${requests}/:id/approve`),
  of(notSupported, 'POST', `${requests}/:id/deny`),
  of(notEnrolled, 'POST', 'users/:id/sign_out', user, ['write:members']),
  of(notEnabled, 'POST', 'external_keys', externalKey),
  of(noExternalKey, 'GET POST', 'external_keys/:id', externalKey),
  of(noExternalKey, 'DELETE', 'external_keys/:id', deleted),
  of(noExternalKey, 'POST', 'external_keys/:id/validate', validation),
];

function of(
  error: () => ApiError,
  methods: string,
  path: string,
  example?: object,
  scopes: readonly Scope[] = [],
): Refused {
  return {
    example,
    methods: methods.split(' ') as Refused['methods'][number][],
    path: `/v1/organizations/${path}`,
    scopes,
    error,
  };
}
