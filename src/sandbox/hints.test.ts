import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError, invalid } from '../contract/errors.ts';
import { hintFor } from './hints.ts';

const notFound = new ApiError('not_found_error', 'Not found');
const wrongVerb = new ApiError('invalid_request_error', 'Method not allowed', { status: 405 });
const wrongKey = new ApiError('authentication_error', 'API key is invalid.');
const workspaces = '/v1/organizations/workspaces';

/** The path that is suggested instead of another. */
const paths: [wrong: string, right: string][] = [
  ['/v1/workspaces', workspaces],
  ['/v1/workspaces?limit=5', workspaces],
  ['/v1/workspaces/wrkspc_1/archive', `${workspaces}/wrkspc_1/archive`],
  ['/organizations/workspaces', workspaces],
  ['/workspaces/', workspaces],
  ['/v1/v1/organizations/workspaces', workspaces],
  ['/api/v1/organizations/workspaces', workspaces],
  ['/api/organizations/workspaces', workspaces],
  ['/v1/organization/workspaces', workspaces],
  ['/v1/organizations/workspace', workspaces],
  ['/v1/organizations/workspaces/', workspaces],
  ['/v1//organizations/workspaces', workspaces],
  ['/v1/organizations/0d1f7a52-6c0e-4b8e-9a53-2f6f1f0a7c41/workspaces', workspaces],
  ['/v1/organizations', '/v1/organizations/me'],
  ['/v1/organization', '/v1/organizations/me'],
  ['/v1/me', '/v1/organizations/me'],
  ['/v1/organizations/api-keys', '/v1/organizations/api_keys'],
  ['/v1/apikeys/apikey_1', '/v1/organizations/api_keys/apikey_1'],
  ['/v1/organizations/service-accounts', '/v1/organizations/service_accounts'],
  ['/v1/organizations/members', '/v1/organizations/users'],
  ['/v1/organizations/workspaces/wrkspc_1/users', `${workspaces}/wrkspc_1/members`],
  ['/v1/organizations/invite', '/v1/organizations/invites'],
  ['/v1/compliance/activities/', '/v1/compliance/activities'],
];

/** What a hint says of other refused requests. */
const hints: [
  request: { method?: string; url?: string; key?: string; bearer?: string },
  error: ApiError,
  says: RegExp | undefined,
][] = [
  [{ url: `${workspaces}/wrkspc_1` }, new ApiError('not_found_error', 'Workspace not found.'), undefined],
  [{ url: '/v1/nothing' }, notFound, undefined],
  [{ url: '/' }, notFound, undefined],
  [{ url: '/v1/v1/organizations/me' }, notFound, /base URL should end before \/v1/],
  [{ url: `${workspaces}/undefined` }, notFound, /has undefined where an ID belongs/],
  [{ url: `${workspaces}/%7Bworkspace_id%7D/archive` }, notFound, /has %7Bworkspace_id%7D where/],
  [{ url: `${workspaces}/nullable` }, notFound, undefined],
  [{ url: '/v1/messages' }, notFound, /^Not implemented here.*No object is missing/],
  [{ url: '/v1/v1/messages' }, notFound, /^Not implemented here/],
  [{ url: '/v1/organizations/usage_report/messages' }, notFound, /^Not implemented here/],
  [{ url: '/v1/compliance/groups' }, notFound, /^Not implemented here/],
  [{ url: '/v1/compliance/activities?limit=1' }, notFound, /needs an admin key/],
  [
    { method: 'DELETE', url: `${workspaces}/wrkspc_1` },
    wrongVerb,
    /POST \/v1\/organizations\/workspaces\/wrkspc_1\/archive\./,
  ],
  [
    { method: 'DELETE', url: `${workspaces}/wrkspc_1/archive` },
    wrongVerb,
    /POST \S+wrkspc_1\/archive, without/,
  ],
  [{ method: 'DELETE', url: '/v1/organizations/api_keys/apikey_1' }, wrongVerb, /{"status": "archived"}/],
  [{ method: 'PATCH', url: `${workspaces}/wrkspc_1` }, wrongVerb, /POST/],
  [{ method: 'PUT', url: workspaces }, wrongVerb, /POST/],
  [{ method: 'POST', url: '/v1/organizations/users' }, wrongVerb, /\/v1\/organizations\/invites/],
  [{ method: 'POST', url: '/v1/organizations/api_keys' }, wrongVerb, /POST \/x\/v1\/organizations\/api_keys/],
  [{ method: 'OPTIONS', url: workspaces }, wrongVerb, undefined],
  [{}, wrongKey, /^No key was sent: send it as x-api-key/],
  [{ key: `sk-ant-admin01-${'x'.repeat(43)}` }, wrongKey, /no such key.*live key.*not stored/],
  [{ bearer: `sk-ant-admin01-${'x'.repeat(43)}` }, wrongKey, /of an organization that is gone/],
  [{ key: `sk-ant-api03-${'x'.repeat(43)}` }, wrongKey, /API key; an admin key.*live key/],
  [{ bearer: `sk-ant-oat01-${'x'.repeat(43)}` }, wrongKey, /OAuth token/],
  [{ key: 'secret' }, wrongKey, /has no such key/],
  [{ key: 'a', bearer: 'b' }, wrongKey, /Two keys were sent/],
  [{ key: 'a' }, new ApiError('authentication_error', 'API key has expired.'), undefined],
  [
    { method: 'POST', url: `${workspaces}/wrkspc_1` },
    invalid('tags', 'Dictionary should have at most 50 items'),
    /An update merges tags/,
  ],
  [{ method: 'POST' }, invalid('tags', 'Dictionary should have at most 50 items'), undefined],
  [{}, invalid('anthropic-version', '"1" is not a valid version'), /2023-06-01/],
  [
    {},
    new ApiError('invalid_request_error', 'external keys are not enabled for this organization'),
    /Not implemented here/,
  ],
  [{}, invalid('name', 'Field required'), undefined],
];

const hint = (
  { method = 'GET', url = workspaces, key, bearer }: (typeof hints)[number][0],
  error: ApiError,
) =>
  hintFor(
    {
      method,
      url,
      headers: { ...(key && { 'x-api-key': key }), ...(bearer && { authorization: `Bearer ${bearer}` }) },
    },
    error,
  );

describe('hints', () => {
  for (const [wrong, right] of paths) {
    it(`${wrong} is ${right}`, () => {
      assert.ok(
        hint({ url: wrong }, notFound)?.startsWith(`Did you mean ${right}?`),
        hint({ url: wrong }, notFound),
      );
    });
  }

  for (const [request, error, says] of hints) {
    const { method = 'GET', url = '', key = '', bearer = '' } = request;
    it(`${[method, url, key, bearer, error.message].filter(Boolean).join(' ')}`, () => {
      const said = hint(request, error);
      if (says === undefined) assert.equal(said, undefined);
      else assert.match(said ?? '', says);
    });
  }

  it('can be sent in a header, and never repeat a key or what isn’t plain', () => {
    const key = `sk-ant-admin01-${'x'.repeat(43)}`;
    const urls = [
      `/v1/workspaces/${key}`,
      `/v1/workspaces/ü`,
      '/v1/workspaces/\r\nx: y',
      `/v1/workspaces/${'x'.repeat(300)}`,
    ];
    for (const url of urls) {
      assert.equal(hint({ url, key }, notFound), undefined);
      assert.equal(hint({ url, key, method: 'DELETE' }, wrongVerb), undefined);
    }
    const all = [
      ...paths.map(([url]) => hint({ url }, notFound)),
      ...hints.map(([request, error]) => hint(request, error)),
    ];
    for (const said of all) if (said !== undefined) assert.match(said, /^[\x20-\x7e]+$/);
  });
});
