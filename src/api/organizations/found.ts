import { randomUUID } from 'node:crypto';
import { type Clock, timestamp } from '../../contract/clock.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { operator, recordActivities } from '../activities/record.ts';
import { addAdminKey, newAdminKey } from '../admin-keys/key.ts';
import { createdKey } from '../admin-keys/rotate.ts';
import type { Workspace } from '../workspaces/contract.ts';
import { makeWorkspace } from '../workspaces/make.ts';
import { insert as insertWorkspace } from '../workspaces/store.ts';
import { claimInstallation, insertOrganization, isInstalled, type Organization } from './store.ts';

interface Tools {
  db: Database;
  now: Clock;
  limits: WorkspaceLimits;
}

/** Creates an organization with its default workspace; the first one in a database counts as its installation. */
export async function foundOrganization(
  tools: Tools,
  name: string,
  workspaceLimit: number | null = null,
): Promise<Organization> {
  const organization = { ...newOrganization(tools, name), workspace_limit: workspaceLimit };
  await tools.db.transaction(organization.id, async (tx) => {
    await claimInstallation(tx, organization.id);
    await foundWithin(tx, organization, makeWorkspace({ name: 'Default' }, tools.limits, tools.now()));
  });
  return organization;
}

/** The first organization of a database, and its admin key. */
export interface Installation {
  organization: Organization;
  adminKey: string;
}

/** Creates the first organization with this admin key or a new one; undefined if there is an organization already. */
export async function foundInstallation(
  tools: Tools,
  name: string,
  adminKey: string = newAdminKey(),
): Promise<Installation | undefined> {
  if (await isInstalled(tools.db)) return undefined;
  const organization = newOrganization(tools, name);
  return tools.db.transaction(organization.id, async (tx) => {
    if (!(await claimInstallation(tx, organization.id))) return undefined;
    await foundWithin(tx, organization, makeWorkspace({ name: 'Default' }, tools.limits, tools.now()));
    const key = await addAdminKey(tx, organization.id, adminKey, {
      name: 'First key',
      now: tools.now(),
      expiresAt: null,
    });
    await recordActivities(tx, organization.id, operator, { activities: [createdKey(key)] });
    return { organization, adminKey };
  });
}

function newOrganization(tools: Tools, name: string): Organization {
  return {
    id: randomUUID(),
    name,
    created_at: timestamp(tools.now()),
    workspace_limit: null,
    active_workspaces: 0,
  };
}

/** Stores a new organization with its default workspace. */
export async function foundWithin(
  tx: Transaction,
  organization: Organization,
  workspace: Workspace,
): Promise<void> {
  await insertOrganization(tx, organization);
  insertWorkspace(tx, organization.id, workspace, {
    isDefault: true,
    requestHash: null,
    undelivered: false,
    doc: JSON.stringify(workspace),
  });
}
