import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { documentOf, type Example } from './openapi.ts';
import { furnishAll, targetsOf } from './refusals/all.ts';
import { as, type Refuse, type Send, urlOf } from './refusals/fixture.ts';

const server = await startServer();
const strict = await startServer({ 'require-version': true });
const hurried = await startServer({ 'rate-limit': 1 });
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
  'accept_expired',
  'delete_expired',
  'link_expired',
];

describe('every error is as its example says', async () => {
  const caller = await server.organization();
  const versionless = await strict.organization();
  const limitedToOne = await hurried.organization();
  const disabled = await server.adminKey(caller.organizationId ?? '');
  await server.admin('admin-keys', 'disable', disabled.id);
  const limited = async (scope: string) => {
    const { key } = await server.adminKey(caller.organizationId ?? '', '--scopes', scope);
    return new Caller(server.url, key);
  };
  const [introspecting, reading] = [await limited('keys:introspect'), await limited('read:members')];

  const everywhere: Record<string, Refuse> = {
    unknown_parameter: (send) => send(undefined, {}, '?colour=1'),
    unknown_version: (send) => send(undefined, { 'anthropic-version': '2020-01-01' }),
    version_missing: (_send, target) => as(versionless, target),
    two_keys: (send) => send(undefined, { 'x-api-key': [], authorization: ['Bearer a', 'Bearer b'] }),
    key_invalid: (_send, target) => as(new Caller(server.url, 'sk-ant-admin01-wrong'), target),
    key_deactivated: (_send, target) => as(new Caller(server.url, disabled.key), target),
    scope_missing: async (_send, target) => {
      const answer = await as(introspecting, target);
      return answer.status === 403 ? answer : as(reading, target);
    },
    head_too_large: (send) => send(undefined, { 'x-long': 'x'.repeat(17_000) }),
    too_many_requests: async (_send, target) => {
      // The minute may end after the first.
      for (let sent = 1; sent <= 2; sent++) await as(limitedToOne, target);
      return as(limitedToOne, target);
    },
    too_many_tries: async (send) => {
      // The minute may end in between.
      let answer = await send();
      for (let tried = 1; tried <= 62 && answer.status === 404; tried++) answer = await send();
      return answer;
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
    field_missing: (_send, { method, path }) => caller.send(method, path, { body: {} }),
    limit_out_of_range: (send) => send(undefined, {}, '?limit=100000'),
    both_cursors: (send) => send(undefined, {}, '?after_id=a&before_id=b'),
    unknown_cursor: (send) => send(undefined, {}, '?after_id=x'),
  };

  for (const { operation, fixture, target } of targetsOf(document, await furnishAll(server, caller))) {
    const { operationId } = operation;
    const send: Send = (fields, headers, query = '') =>
      caller.send(target.method, urlOf(target, query), {
        body: target.body && { ...target.body, ...fields },
        headers: headers as Record<string, string>,
      });
    for (const [status, { content, headers }] of Object.entries(operation.responses)) {
      for (const [name, { value }] of Object.entries(content?.['application/json'].examples ?? {})) {
        if (elsewhere.includes(name)) continue;
        it(`${operationId}: ${status} ${name}`, async () => {
          const refuse = fixture.refusals[name] ?? everywhere[name];
          assert.ok(refuse, 'nobody knows how to provoke it');
          const answer = await refuse(send, target);
          const { error } = answer.body as Example['value'];
          const numberless = (told: object) =>
            JSON.stringify(told)
              .replaceAll(/_01\w{22}/g, '_')
              .replaceAll(/\d+/g, '0');
          assert.equal(String(answer.status), status);
          assert.equal(numberless(error), numberless(value.error));
          const told = Object.keys(answer.headers).filter((header) => /^(retry-after|x-should)/.test(header));
          assert.deepEqual(
            told.filter((header) => !(header in headers)),
            [],
          );
        });
      }
    }
  }
});
