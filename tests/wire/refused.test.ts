import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { Caller } from './caller.ts';
import { startServer } from './harness.ts';
import { invalid, notFound, refused } from './shapes.ts';

const server = await startServer();
const caller = await server.organization('Example Inc');
const limited = new Caller(
  caller.url,
  (await server.adminKey(caller.organizationId ?? '', '--scopes', 'keys:introspect')).key,
);
const nobody = new Caller(caller.url, 'sk-ant-admin01-nobody');
const organizations = '/v1/organizations';

/** Every route that is refused, with its methods. */
const enterprise: [path: string, methods: string][] = [
  ['rbac_groups', 'GET POST'],
  ['rbac_groups/rbg_01', 'GET POST DELETE'],
  ['rbac_groups/rbg_01/members', 'GET POST'],
  ['rbac_groups/rbg_01/members/user_01', 'DELETE'],
  ['rbac_roles', 'GET'],
  ['rbac_roles/role_01', 'GET'],
  ['rbac_roles/role_01/permissions', 'GET'],
  ['analytics/summaries', 'GET'],
  ['analytics/users', 'GET'],
  ['analytics/apps/chat/projects', 'GET'],
  ['analytics/connectors', 'GET'],
  ['analytics/plugins', 'GET'],
  ['analytics/skills', 'GET'],
  ['analytics/artifacts', 'GET'],
  ['analytics/usage_report', 'GET'],
  ['analytics/cost_report', 'GET'],
  ['analytics/user_usage_report', 'GET'],
  ['analytics/user_cost_report', 'GET'],
  ['spend_limits/effective', 'GET'],
  ['spend_limit_increase_requests', 'GET'],
  ['spend_limit_increase_requests/slir_01', 'GET'],
  ['spend_limit_increase_requests/slir_01/approve', 'POST'],
  ['spend_limit_increase_requests/slir_01/deny', 'POST'],
];
const keys: [path: string, methods: string][] = [
  ['external_keys/ekey_01', 'GET POST DELETE'],
  ['external_keys/ekey_01/validate', 'POST'],
];

describe('what only Enterprise organizations have is 400', () => {
  for (const [path, methods] of enterprise) {
    for (const method of methods.split(' ')) {
      it(`${method} ${path}`, async () => {
        for (const key of [caller, limited]) {
          const answer = await key.send(method, `${organizations}/${path}`, { body: '{' });
          const code = 'organization_type_not_supported';
          invalid(answer, 'this endpoint is not supported for this organization type', code);
          assert.equal(answer.headers['anthropic-organization-id'], caller.organizationId);
        }
      });
    }
  }

  it('for a client of the SDK, too', async () => {
    const { organization } = new Anthropic({ baseURL: caller.url, apiKey: caller.key });
    await assert.rejects(async () => organization.rbacGroups.list(), { status: 400 });
    await assert.rejects(organization.spendLimits.increaseRequests.approve('slir_01', {} as never), {
      status: 400,
    });
  });

  it('and is logged with its error', async () => {
    await caller.get(`${organizations}/rbac_groups/logged`);
    const line = /"route":"rbac_groups\.refused"[^\n]*logged[^\n]*"status":400[^\n]*this endpoint/;
    while (!line.test(server.log)) await sleep(5);
  });
});

describe('external keys', () => {
  const path = `${organizations}/external_keys`;

  it('are an empty list', async () => {
    for (const query of ['', '?limit=1', '?limit=1000', '?beta=true']) {
      const answer = await limited.get(path + query);
      assert.deepEqual([answer.status, answer.text], [200, '{"data":[],"next_page":null}']);
    }
    const { organization } = new Anthropic({ baseURL: caller.url, apiKey: caller.key });
    for await (const key of organization.externalKeys.list()) assert.fail(JSON.stringify(key));
  });

  it('whose query is checked', async () => {
    invalid(await caller.get(`${path}?limit=0`), 'limit: …');
    invalid(await caller.get(`${path}?limit=1001`), 'limit: …');
    invalid(await caller.get(`${path}?page=page_1`), 'page: invalid cursor');
    invalid(await caller.get(`${path}?after_id=x`), 'after_id: Extra inputs are not permitted');
  });

  it('can’t be created', async () => {
    invalid(await caller.post(path, {}), 'external keys are not enabled for this organization');
  });

  for (const [path, methods] of keys) {
    for (const method of methods.split(' ')) {
      it(`${method} ${path} is 404`, async () =>
        notFound(await caller.send(method, `${organizations}/${path}`), 'External key not found.'));
    }
  }
});

describe('refused routes', () => {
  for (const [path, methods] of [...enterprise, ...keys]) {
    it(`${path} need a key, and name their methods`, async () => {
      for (const method of methods.split(' ')) {
        const answer = await nobody.send(method, `${organizations}/${path}`);
        refused(answer, 401, 'authentication_error', 'API key is invalid.');
      }
      const answer = await caller.send('PATCH', `${organizations}/${path}`);
      refused(answer, 405, 'invalid_request_error');
      assert.deepEqual(answer.headers.allow?.split(', '), methods.split(' '));
      notFound(await caller.get(`${organizations}/${path}/`), 'Not found…');
    });
  }

  it('check the version first', async () => {
    const headers = { 'anthropic-version': 'x' };
    invalid(await caller.get(`${organizations}/rbac_roles`, headers), 'anthropic-version: …');
  });
});

describe('beta surfaces are 404', () => {
  for (const path of [
    'webhooks',
    'webhooks/whep_01',
    'plugins',
    'plugin_marketplaces',
    'telemetry_destinations',
    'claude_code/managed_settings/configuration',
    'claude_tag/slack_workspaces',
    'rbac_roles/role_01/zzz',
    'spend_limit_increase_requests/slir_01/zzz',
  ]) {
    it(path, async () => notFound(await caller.get(`${organizations}/${path}`), 'Not found'));
  }

  it('what comes later keeps its sentence', async () => {
    for (const path of ['analytics/usage', 'analytics/cost', 'spend_limits', 'usage_report/messages']) {
      notFound(await caller.get(`${organizations}/${path}`), 'Not found: this server doesn’t offer …');
    }
  });
});

describe('the organization', () => {
  const expected = { id: caller.organizationId, type: 'organization', name: 'Example Inc' };

  it('is told to every key, in every version', async () => {
    for (const key of [caller, limited]) {
      for (const version of ['2023-01-01', '2026-10-21']) {
        const answer = await key.get(`${organizations}/me`, { 'anthropic-version': version });
        assert.deepEqual([answer.status, answer.text], [200, JSON.stringify(expected)]);
        assert.equal(answer.headers['anthropic-organization-id'], expected.id);
      }
    }
  });

  it('takes no parameters, and isn’t told without a key', async () => {
    invalid(await caller.get(`${organizations}/me?limit=1`), 'limit: Extra inputs are not permitted');
    refused(await nobody.get(`${organizations}/me`), 401, 'authentication_error');
  });

  it('is found by both SDKs', async () => {
    const options = { baseURL: caller.url, apiKey: caller.key };
    const [now, beta, former] = [new Anthropic(options), new Anthropic(options), new Former(options)];
    for (const found of [
      await now.organization.retrieve(),
      await beta.beta.organization.retrieve(),
      await former.beta.organization.retrieve(),
    ]) {
      assert.deepEqual({ ...found }, expected);
    }
  });
});
