import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type OrganizationStatus, organizationOperations } from '../api/organizations/contract.ts';
import type { Workspace } from '../api/workspaces/contract.ts';
import type { OrganizationState, StateDocument } from '../state/document.ts';
import { linesOf } from '../state/lines.ts';
import { type Plan, planChanges } from '../state/plan/plan.ts';
import { readDocument, refuse } from '../state/read.ts';
import { refIn } from '../state/ref-tag.ts';
import { type Call, createClient, Refused } from './client.ts';
import { type Context, UsageError } from './context.ts';
import { paced } from './paced.ts';
import { readOrganization } from './read-organization.ts';
import { addTarget, type TargetOptions, targetOf } from './target.ts';

/** The options of commands that compare a document with a live organization. */
export interface CompareOptions extends TargetOptions {
  file: string;
  archive?: true;
}

/** Adds those options. */
export const addCompareOptions = (command: Command) =>
  addTarget(
    command
      .requiredOption('-f, --file <file>', 'State document in YAML or JSON, or - for standard input.')
      .option('--archive', 'Archive or remove what a section of the document doesn’t have.'),
  );

/** What a plan does, and to whom. */
export interface Comparison {
  plan: Plan;
  live: OrganizationState;
  call: Call;
  base: string;
  /** Whether nothing real can come to harm. */
  isSandbox: boolean;
}

/** Compares a document with the organization of the key; throws a StateFault if the document can’t be had there. */
export async function compare(
  { file, archive, ...options }: CompareOptions,
  context: Context,
): Promise<Comparison> {
  const document = readDocument(readText(file));
  const target = targetOf(options, context.env);
  const call = paced(createClient(target), { tell: context.tell });
  const me = JSON.parse(await call(organizationOperations.me)) as { id: string; name: string };
  const status = await statusOf(call);
  const index = indexOf(document, me);
  const wanted = document.organizations[index] as OrganizationState;
  const { organization: live } = await readOrganization(call, me, {
    members: (workspace) =>
      wanted.workspaces?.some((each) => each.members && mayBe(each, workspace)) ?? false,
    memberships: wanted.workspaces?.some((each) => each.service_accounts) ?? false,
  });
  const plan = planChanges(wanted, live, {
    archive: archive ?? false,
    createsKeys: status !== undefined,
    workspaceLimit: status?.workspace_limit,
    now: new Date().toISOString(),
  });
  refuse(
    plan.faults.map(({ path, sentence }) => ({ path: ['organizations', index, ...path], sentence })),
    linesOf(document),
  );
  return { plan, live, call, base: target.base, isSandbox: status?.server.sandbox ?? false };
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`--file ${file}: ${(error as Error).message}`);
  }
}

/** What only this program’s servers answer; undefined elsewhere. */
async function statusOf(call: Call): Promise<OrganizationStatus | undefined> {
  try {
    return JSON.parse(await call(organizationOperations.status));
  } catch (error) {
    if (error instanceof Refused && !error.isPassing) return undefined;
    throw error;
  }
}

/** Which organization of the document is meant: the one with that ID, else with that name, else the only one. */
function indexOf({ organizations }: StateDocument, { id, name }: { id: string; name: string }): number {
  const found = [
    organizations.findIndex((each) => each.id === id),
    organizations.findIndex((each) => each.name === name),
    organizations.length === 1 ? 0 : -1,
  ].find((index) => index >= 0);
  if (found === undefined) throw new UsageError(`none of the document’s organizations is ${name} (${id}).`);
  return found;
}

/** Whether a workspace of the document may turn out to be that one. */
const mayBe = (wanted: { id?: string; ref?: string; name: string }, { id, name, tags }: Workspace) =>
  wanted.id === id || wanted.name === name || (wanted.ref !== undefined && wanted.ref === refIn(tags));
