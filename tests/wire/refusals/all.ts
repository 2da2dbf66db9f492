import assert from 'node:assert/strict';
import { type Caller, type Query, queryString } from '../caller.ts';
import type { Server } from '../harness.ts';
import type { Document, Operation } from '../openapi.ts';
import { furnishActivities, furnishComplianceSettings } from './activities.ts';
import { furnishAdminKeys } from './admin-keys.ts';
import { furnishApiKeys } from './api-keys.ts';
import { type Fixture, type Furnish, type Target, urlOf } from './fixture.ts';
import { furnishMembers } from './members.ts';
import { furnishInvites, furnishUsers } from './people.ts';
import { furnishServiceAccounts } from './service-accounts.ts';
import { furnishWorkspaces } from './workspaces.ts';

const nothing: Fixture = { params: {}, bodies: {}, refusals: {} };

/** The fixtures of the resources, by the first part of their operations’ ids. */
const furnishers: Record<string, Furnish> = {
  workspaces: furnishWorkspaces,
  members: furnishMembers,
  users: furnishUsers,
  invites: furnishInvites,
  api_keys: furnishApiKeys,
  service_accounts: furnishServiceAccounts,
  service_account_members: furnishServiceAccounts,
  service_account_workspaces: furnishServiceAccounts,
  activities: furnishActivities,
  compliance_settings: furnishComplianceSettings,
  admin_keys: furnishAdminKeys,
  organization: async () => nothing,
  session: async () => nothing,
  external_keys: async () => ({
    params: {},
    bodies: {},
    refusals: { unknown_page: (send) => send(undefined, {}, '?page=page_1') },
  }),
};

/** Makes what all fixtures need in a fresh organization. */
export async function furnishAll(server: Server, caller: Caller): Promise<Record<string, Fixture>> {
  const fixtures: Record<string, Fixture> = {};
  for (const [resource, furnish] of Object.entries(furnishers)) {
    fixtures[resource] = await furnish(server, caller);
  }
  return fixtures;
}

/** Every operation of a document, and the request that its fixture makes to it; throws if there is no fixture. */
export function targetsOf({ paths }: Document, fixtures: Record<string, Fixture>) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { operationId } = operation;
      const fixture = fixtures[operationId.split('.')[0] ?? ''];
      assert.ok(fixture, `${operationId} has no fixture`);
      return { operation, fixture, target: targetOf(operation, fixture, method.toUpperCase(), path) };
    }),
  );
}

function targetOf(operation: Operation, fixture: Fixture, method: string, path: string): Target {
  const { operationId } = operation;
  const at = (params: Record<string, string>): Target => ({
    operationId,
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_all, name) => params[name] ?? fixture.params[name] ?? ''),
    query: fixture.queries?.[operationId] ?? {},
    body: operation.requestBody && (fixture.bodies[operationId] ?? {}),
    at,
  });
  return at({});
}

/** Everything that a caller can read of its organization, by all operations that read. */
export async function readAll(
  document: Document,
  fixtures: Record<string, Fixture>,
  caller: Caller,
): Promise<string[]> {
  const texts: string[] = [];
  for (const { target, operation } of targetsOf(document, fixtures)) {
    if (target.method !== 'GET') continue;
    const query: Query = {};
    for (const { name, in: where, schema } of operation.parameters) {
      const { type, maximum } = schema as { type?: string; maximum?: number };
      if (where === 'query' && type === 'boolean') query[name] = true;
      if (where === 'query' && name === 'limit') query[name] = maximum ?? 20;
    }
    const { status, text } = await caller.get(urlOf(target, queryString(query)));
    assert.equal(status, 200, `${target.operationId}: ${text}`);
    texts.push(`${target.operationId} ${text}`);
  }
  return texts;
}
