import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { documentOf, type Example } from './openapi.ts';
import { manyTags } from './table.ts';

const server = await startServer();
const strict = await startServer({ 'require-version': true, 'rate-limit': 1 });
const { document } = await documentOf(server.url);

/** Refusals that other tests provoke: they take time, a broken server, or bytes that are no request. */
const elsewhere = [
  'key_expired',
  'not_http',
  'no_host',
  'too_slow',
  'unexpected',
  'in_flight',
  'draining',
  'database_away',
  'no_room_for_key',
];

describe('every error is as its example says', async () => {
  const caller = await server.organization();
  const full = await server.organization();
  await server.admin('orgs', 'set-limit', full.organizationId ?? '', '0');
  const hurried = await strict.organization();
  const disabled = await server.adminKey(caller.organizationId ?? '');
  await server.admin('admin-keys', 'disable', disabled.id);
  const { id } = await caller.create();
  const archived = await caller.archive((await caller.create()).id);
  const byDefault = await caller.defaultWorkspace();

  type Send = (
    fields?: object,
    headers?: Record<string, string | string[]>,
    query?: string,
  ) => Promise<Answer>;
  type Refuse = (send: Send, url: Target) => Promise<Answer>;

  interface Target {
    method: string;
    path: string;
    body: object | undefined;
  }

  const as = (by: Caller, { method, path, body }: Target, headers = {}) =>
    by.send(method, path, { body, headers });

  const everywhere: Record<string, Refuse> = {
    unknown_parameter: (send) => send(undefined, {}, '?colour=1'),
    unknown_version: (send) => send(undefined, { 'anthropic-version': '2020-01-01' }),
    version_missing: async (_send, target) => as(await strict.organization(), target),
    two_keys: (send) => send(undefined, { 'x-api-key': [], authorization: ['Bearer a', 'Bearer b'] }),
    key_invalid: (_send, target) => as(new Caller(server.url, 'sk-ant-admin01-wrong'), target),
    key_deactivated: (_send, target) => as(new Caller(server.url, disabled.key), target),
    head_too_large: (send) => send(undefined, { 'x-long': 'x'.repeat(17_000) }),
    too_many_requests: async (_send, target) => {
      // The minute may end after the first.
      for (let sent = 1; sent <= 2; sent++) await as(hurried, target);
      return as(hurried, target);
    },
    key_reused: async (send, { method }) => {
      const key = { 'idempotency-key': crypto.randomUUID() };
      await caller.send(method, workspaces, { body: { name: 'First' }, headers: key });
      return send(undefined, key);
    },
    key_length: (send) => send(undefined, { 'idempotency-key': 'k'.repeat(256) }),
    body_too_large: (_send, { method, path }) => caller.send(method, path, { body: ' '.repeat(1_048_577) }),
    not_json: (_send, { method, path }) => caller.send(method, path, { body: '{' }),
    body_encoded: (send) => send(undefined, { 'content-encoding': 'gzip' }),
    not_found: (_send, { method, path, body }) =>
      caller.send(method, path.replace(id, 'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ'), { body }),
    external_key: (send) => send({ external_key_id: 'ekey_1' }),
    user_profile: (send) => send({ user_profile_id: 'uprof_1' }),
    data_privacy: (send) => send({ inference_data_privacy: null }),
    reserved_tag: (send) => send({ tags: { anthropic_team: 'x' } }),
    default_not_allowed: (send) =>
      send({ data_residency: { allowed_inference_geos: ['us'], default_inference_geo: 'global' } }),
    field_missing: (_send, { method, path }) => caller.send(method, path, { body: {} }),
    limit_reached: (_send, target) => as(full, target),
    limit_out_of_range: (send) => send(undefined, {}, '?limit=1001'),
    both_cursors: (send) => send(undefined, {}, `?after_id=${id}&before_id=${id}`),
    unknown_cursor: (send) => send(undefined, {}, '?after_id=x'),
    too_many_ids: (send) => send(undefined, {}, `?${'ids=x&'.repeat(101)}`),
    too_many_tags: (send) => send(undefined, {}, `?${'tag=x&'.repeat(11)}`),
    archived: (_send, { method, path, body }) => caller.send(method, path.replace(id, archived.id), { body }),
    default_renamed: (_send, { method, path }) =>
      caller.send(method, path.replace(id, byDefault.id), { body: { name: 'Other' } }),
    fixed_geo: (send) => send({ data_residency: { workspace_geo: 'us' } }),
    default_archived: (_send, { method, path }) => caller.send(method, path.replace(id, byDefault.id)),
  };

  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const body = operation.requestBody && { name: 'x', tags: manyTags(1) };
      const target = { method: method.toUpperCase(), path: path.replace('{workspace_id}', id), body };
      const send: Send = (fields, headers, query = '') =>
        caller.send(target.method, target.path + query, {
          body: body && { ...body, ...fields },
          headers: headers as Record<string, string>,
        });
      for (const [status, { content, headers }] of Object.entries(operation.responses)) {
        for (const [name, { value }] of Object.entries(content['application/json'].examples ?? {})) {
          if (elsewhere.includes(name)) continue;
          it(`${operation.operationId}: ${status} ${name}`, async () => {
            const refuse = everywhere[name];
            assert.ok(refuse, 'nobody knows how to provoke it');
            const answer = await refuse(send, target);
            const { error } = answer.body as Example['value'];
            const numberless = (told: object) => JSON.stringify(told).replaceAll(/\d+/g, '0');
            assert.equal(String(answer.status), status);
            assert.equal(numberless(error), numberless(value.error));
            const told = Object.keys(answer.headers).filter((header) =>
              /^(retry-after|x-should)/.test(header),
            );
            assert.deepEqual(
              told.filter((header) => !(header in headers)),
              [],
            );
          });
        }
      }
    }
  }
});
