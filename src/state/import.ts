import { randomUUID } from 'node:crypto';
import { operator, recordActivities } from '../api/activities/record.ts';
import { foundWithin } from '../api/organizations/found.ts';
import {
  claimInstallation,
  findIdsByName,
  findOrganization,
  setName,
  setWorkspaceLimit,
} from '../api/organizations/store.ts';
import { updated } from '../contract/activity.ts';
import { timestamp } from '../contract/clock.ts';
import { parseMoment } from '../contract/moment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { undone } from '../db/undone.ts';
import type { Fault } from '../schema/faults.ts';
import type { OrganizationState, StateDocument } from './document.ts';
import { importAdminKeys } from './import/admin-keys.ts';
import { importKeys } from './import/api-keys.ts';
import { importInvites } from './import/invites.ts';
import { importMembers } from './import/members.ts';
import { type ImportOptions, type ImportResult, Run } from './import/run.ts';
import { importAccounts } from './import/service-accounts.ts';
import { importUsers } from './import/users.ts';
import { importWorkspaces, workspaceOf } from './import/workspaces.ts';
import { linesOf } from './lines.ts';
import { refuse } from './read.ts';
import { findByRef, readRefs } from './refs.ts';

export type { ImportOptions, ImportResult } from './import/run.ts';

/**
 * Imports the state of one organization into it, in a transaction that is about it. Throws a StateFault, with all that is
 * wrong, after which the transaction must be rolled back.
 */
export async function importOrganization(
  tx: Transaction,
  organizationId: string,
  state: OrganizationState,
  options: ImportOptions,
): Promise<ImportResult> {
  const run = new Run(tx, organizationId, state, options, { path: alone, isNew: false });
  await importRun(run);
  refuse(run.faults, () => 0);
  return run.result;
}

/** Where the state of one organization stands in a document that has no other. */
const alone = ['organizations', 0];

/** How a whole document is imported. */
export interface DocumentOptions extends ImportOptions {
  /** The organization that the only one of the document is imported into, whatever its identity. */
  into?: string | undefined;
  /** Whether to change nothing, and only tell what would have been done. */
  dryRun?: boolean;
}

/** Founds an organization from its state, in a transaction that is about it. Throws a StateFault like `importOrganization`. */
export async function foundFromState(
  tx: Transaction,
  organizationId: string,
  state: OrganizationState,
  options: ImportOptions,
): Promise<void> {
  const run = new Run(tx, organizationId, state, options, { path: alone, isNew: true });
  if (await found(run)) await importRun(run);
  refuse(run.faults, () => 0);
}

/**
 * Imports a document, all of it or nothing: each organization into the one with its ID, else its ref, else its name, or
 * into a new one. Throws a StateFault that has all that is wrong.
 */
export async function importDocument(
  db: Database,
  document: StateDocument,
  options: DocumentOptions,
): Promise<ImportResult[]> {
  const work = async (tx: Transaction) => {
    const results: ImportResult[] = [];
    const faults: Fault[] = [];
    for (const [index, state] of document.organizations.entries()) {
      const path = ['organizations', index];
      const [existing, ...others] = options.into ? [options.into] : await findExisting(tx, state);
      if (others.length > 0) {
        faults.push({ path, sentence: 'several organizations are meant: add the ID of one' });
        continue;
      }
      const id = existing ?? state.id ?? randomUUID();
      await tx.enter(id);
      if (existing === undefined && options.isSandbox && state.clock !== undefined) {
        tx.rewind(parseMoment(state.clock) ?? tx.moment);
      }
      const run = new Run(tx, id, state, options, { path, isNew: existing === undefined });
      if (existing !== undefined || (await found(run))) await importRun(run);
      for (const fault of run.faults) faults.push(fault);
      results.push(run.result);
    }
    refuse(faults, linesOf(document));
    return results;
  };
  return options.dryRun ? undone(db, '', work) : db.transaction('', work);
}

/** The IDs of the organizations that a document may be about. */
async function findExisting(tx: Transaction, { id, ref, name }: OrganizationState): Promise<string[]> {
  if (id !== undefined) return (await findOrganization(tx, id)) === undefined ? [] : [id];
  return ref === undefined ? findIdsByName(tx, name) : findByRef(tx, ref);
}

/** Founds the organization of an import, with the default workspace of the document; false if that is refused. */
async function found(run: Run): Promise<boolean> {
  const { tx, state, organizationId: id, path } = run;
  const { name, workspace_limit = null } = state;
  const created_at = timestamp(run.momentOf(state.created_at));
  run.idOf('org', state, path, tx.moment);
  const index = state.workspaces?.findIndex((workspace) => workspace.default) ?? -1;
  const item = state.workspaces?.[index] ?? { name: 'Default' };
  const place = [...path, 'workspaces', index];
  const workspace = workspaceOf(run, item, place);
  if (workspace === undefined) return false;
  await claimInstallation(tx, id);
  await foundWithin(tx, { id, name, created_at, workspace_limit, active_workspaces: 0 }, workspace);
  await run.mark('organization', id, state);
  await run.mark('workspaces', workspace.id, item);
  return true;
}

async function importRun(run: Run): Promise<void> {
  const { tx, organizationId } = run;
  run.load(await readRefs(tx, organizationId));
  await importSettings(run);
  const people = await importUsers(run);
  const accounts = await importAccounts(run, people);
  const workspaces = await importWorkspaces(run);
  await importMembers(run, workspaces, people, accounts);
  await importKeys(run, workspaces, { people, accounts });
  await importInvites(run, people);
  await importAdminKeys(run);
  const { activities, cascaded, faults } = run;
  if (faults.length > 0) return;
  await recordActivities(tx, organizationId, operator, { activities, cascaded });
}

/** Imports what belongs to the organization itself. */
async function importSettings(run: Run): Promise<void> {
  const { tx, organizationId: id, state, path } = run;
  const before = await findOrganization(tx, id);
  if (before === undefined) throw new Error(`there is no organization ${id}`);
  if (run.keeps || run.result.isNew) return;
  const { name, workspace_limit = before.workspace_limit } = state;
  if (state.id === id) {
    run.requireSame([...path, 'created_at'], run.timeOf(state.created_at), before.created_at);
  }
  if (name !== before.name) await setName(tx, id, name);
  if (workspace_limit !== before.workspace_limit) await setWorkspaceLimit(tx, id, workspace_limit);
  const isMarked = await run.mark('organization', id, state);
  const updates = [
    ...updated('name', before.name, name),
    ...updated('workspace_limit', before.workspace_limit, workspace_limit),
  ];
  if (updates.length === 0 && !isMarked) return;
  const type = 'claude_organization_settings_updated';
  run.tell('changed', { activities: updates.length === 0 ? [] : [{ type, updates }] });
}
