import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { inviteOperations } from '../api/invites/contract.ts';
import { serviceAccountOperations } from '../api/service-accounts/contract.ts';
import { userOperations } from '../api/users/contract.ts';
import { workspaceOperations } from '../api/workspaces/contract.ts';
import { completeSettings } from '../config/read.ts';
import type { Operation } from '../contract/operation.ts';
import { overlook } from './overlook.ts';
import { validate } from './validate.ts';

const workspaces = workspaceOperations(completeSettings({}));

interface Sent {
  query?: Record<string, string | string[]>;
  body?: object;
}
const input = (operation: Operation, { query = {}, body = {} }: Sent, isPinned: boolean) => {
  const request = { query: { ...query }, body: Buffer.from(JSON.stringify(body)) };
  if (isPinned) overlook(operation, request as unknown as FastifyRequest);
  return validate(operation, {}, request.query, request.body);
};

/** What this server refuses because it lacks what is named, and what is left of it. */
const overlooked: [Operation, Sent, { query?: object; body?: object }][] = [
  [
    userOperations.list,
    { query: { 'roles[]': ['string', 'admin'] } },
    { query: { limit: 20, 'roles[]': ['admin'] } },
  ],
  [
    inviteOperations.list,
    { query: { 'roles[]': 'string' } },
    { query: { limit: 20, 'roles[]': [], 'statuses[]': [] } },
  ],
  [
    workspaces.list,
    { query: { after_id: 'a', before_id: 'b', limit: '1' } },
    { query: { limit: 1, include_archived: false, include_default: false, 'ids[]': [] } },
  ],
  [
    serviceAccountOperations.list,
    { query: { page: 'p' } },
    { query: { limit: 20, include_archived: false } },
  ],
  [
    inviteOperations.create,
    { body: { email: 'ada@example.com', role: 'user', rbac_group_ids: ['string'] } },
    { body: { email: 'ada@example.com', role: 'user' } },
  ],
  [
    workspaces.create,
    { body: { name: 'x', external_key_id: 'e', user_profile_id: 'u', inference_data_privacy: {} } },
    { body: { name: 'x' } },
  ],
  [
    workspaces.update,
    { body: { external_key_id: 'e', user_profile_id: 'u', inference_data_privacy: {} } },
    { body: {} },
  ],
];

describe('a pinned organization', () => {
  for (const [operation, sent, left] of overlooked) {
    it(`overlooks what this server lacks: ${operation.id}`, () => {
      const { query, body } = input(operation, sent, true);
      if (left.query !== undefined) assert.deepEqual({ ...(query as object) }, left.query);
      if (left.body !== undefined) assert.deepEqual(body, left.body);
    });
  }

  for (const [operation, sent] of [
    [workspaces.create, { body: { name: '' } }],
    [workspaces.create, { body: { name: 'x', colour: 'red' } }],
    [workspaces.list, { query: { limit: '0' } }],
    [inviteOperations.create, { body: { email: 'ada', role: 'user' } }],
  ] satisfies [Operation, Sent][]) {
    it(`refuses the rest as always: ${operation.id} with ${JSON.stringify(sent)}`, () => {
      assert.throws(() => input(operation, sent, true), { status: 400 });
      assert.throws(() => input(operation, sent, false), { status: 400 });
    });
  }
});

it('a body that is nested too deeply is left as it is', () => {
  const body = Buffer.from(`{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`);
  const request = { query: {}, body };
  overlook(workspaces.create, request as unknown as FastifyRequest);
  assert.equal(request.body, body);
});

it('a list of another organization refuses a role that doesn’t exist', () => {
  assert.throws(() => input(userOperations.list, { query: { 'roles[]': 'string' } }, false), { status: 400 });
});
