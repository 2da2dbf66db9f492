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

const externalKeys = '/v1/organizations/external_keys';
/** By method and path. */
const answers: Record<string, object> = {
  'POST /v1/organizations/users/:id/sign_out': user,
  [`POST ${externalKeys}`]: externalKey,
  [`GET ${externalKeys}/:id`]: externalKey,
  [`POST ${externalKeys}/:id`]: externalKey,
  [`DELETE ${externalKeys}/:id`]: deleted,
  [`POST ${externalKeys}/:id/validate`]: validation,
};

/** What a pinned organization is answered where this server refuses what the hosted API has, if there is something. */
export const standInFor = (method: string, path: string): object | undefined => answers[`${method} ${path}`];
