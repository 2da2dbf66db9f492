import { ApiError } from '../contract/errors.ts';
import type { Scope } from '../contract/scopes.ts';

/** Operations of the hosted API that are refused to every key. */
export interface Refused {
  methods: readonly ('GET' | 'POST' | 'DELETE')[];
  /** With `:parameters`. */
  path: string;
  scopes: readonly Scope[];
  error: () => ApiError;
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
  of(notEnrolled, 'POST', 'users/:id/sign_out', ['write:members']),
  of(notEnabled, 'POST', 'external_keys'),
  of(noExternalKey, 'GET POST DELETE', 'external_keys/:id'),
  of(noExternalKey, 'POST', 'external_keys/:id/validate'),
];

function of(error: () => ApiError, methods: string, path: string, scopes: readonly Scope[] = []): Refused {
  return {
    methods: methods.split(' ') as Refused['methods'][number][],
    path: `/v1/organizations/${path}`,
    scopes,
    error,
  };
}
