import { archiveWorkspace } from '../../api/workspaces/archive.ts';
import type { Workspace } from '../../api/workspaces/contract.ts';
import { makeWorkspace } from '../../api/workspaces/make.ts';
import { differences, mergeWorkspace } from '../../api/workspaces/merge.ts';
import { insert, change as replaceWorkspace } from '../../api/workspaces/store.ts';
import { checkTags } from '../../api/workspaces/tags.ts';
import type { Path } from '../../schema/faults.ts';
import type { OrganizationState, WorkspaceState } from '../document.ts';
import { generatedNames } from '../identity.ts';
import { readWorkspaces, type WorkspaceRow } from '../rows.ts';
import { type Pair, pair } from './pair.ts';
import { askedOf, workspaceFaults } from './rules.ts';
import type { Run } from './run.ts';

/** A workspace after an import, with its item in the document. */
export interface Imported {
  item: WorkspaceState;
  path: Path;
  id: string;
}

const nameIn = ({ doc, is_default }: WorkspaceRow) =>
  is_default === 1 ? undefined : (JSON.parse(doc) as Workspace).name;
/** The default workspace is found without its name, which another one may have, too. */
const suits = (item: WorkspaceState, row: WorkspaceRow) =>
  !item.default && (item.archived_at !== undefined || row.archived_at === null);

/** Imports the workspaces, without what is in them. */
export async function importWorkspaces(run: Run): Promise<Imported[]> {
  const items = itemsOf(run.state);
  const rows = await readWorkspaces(run.tx, run.organizationId);
  const others = rows.filter(({ is_default }) => is_default === 0);
  const section = { items, path: [...run.path, 'workspaces'] };
  const { pairs, left } = pair(run, section, others, { object: 'workspaces', nameOf: nameIn, suits });
  if (run.removes && run.state.workspaces !== undefined) {
    for (const row of left) if (row.archived_at === null) await archive(run, row, run.at);
  }
  const imported: Imported[] = [];
  let places = 0;
  const listed = run.state.workspaces?.length ?? 0;
  for (const [index, { item, row: paired, ...pair }] of pairs.entries()) {
    const path = index < listed ? pair.path : [...run.path, 'generate'];
    const row = item.default ? rows.find(({ is_default }) => is_default === 1) : paired;
    const id = row === undefined ? await add(run, item, path) : await change(run, { item, path, row });
    if (id === undefined) continue;
    if (row === undefined) places += 1;
    imported.push({ item, path, id });
  }
  if (places > 0) run.tx.addPlaces(places);
  return imported;
}

const itemsOf = (state: OrganizationState): WorkspaceState[] => [
  ...(state.workspaces ?? []),
  ...generatedNames(state).map((name) => ({ ref: name, name })),
];

/** The workspace that an item stands for if there is none yet; undefined, and faults, if it breaks a rule. */
export function workspaceOf(run: Run, item: WorkspaceState, path: Path): Workspace | undefined {
  const { limits } = run.options;
  const asked = askedOf(item);
  if (isRefused(run, item, path)) return undefined;
  const moment = run.momentOf(item.created_at, item.archived_at);
  const { compartment_id } = item;
  const id = run.idOf('wrkspc', item, path, moment);
  return run.attempt(path, () => {
    checkTags(asked.tags ?? {}, limits);
    return makeWorkspace(asked, limits, moment, { id, compartment_id });
  });
}

/** Whether an item is among the faults that were known before. */
const isRefused = ({ faults, options }: Run, item: WorkspaceState, path: Path) =>
  faults.length > 0 && [...workspaceFaults(item, options, path)].length > 0;

async function add(run: Run, item: WorkspaceState, path: Path): Promise<string | undefined> {
  const { tx, organizationId } = run;
  const workspace = workspaceOf(run, item, path);
  if (workspace === undefined) return undefined;
  const { id } = workspace;
  const doc = JSON.stringify(workspace);
  insert(tx, organizationId, workspace, {
    isDefault: false,
    requestHash: null,
    undelivered: false,
    doc,
  });
  run.tell('added', { activities: [{ type: 'platform_workspace_created', workspace_id: id }] });
  await run.mark('workspaces', id, item);
  if (item.archived_at !== undefined) {
    const row = { id, doc, archived_at: null, is_default: 0 };
    const { activities } = await archiveWorkspace(tx, organizationId, row, run.timeOf(item.archived_at));
    run.activities.push(...activities);
  }
  return id;
}

async function change(
  run: Run,
  { item, path, row }: Pair<WorkspaceState, WorkspaceRow> & { row: WorkspaceRow },
): Promise<string | undefined> {
  if (run.keeps) return row.id;
  const before: Workspace = JSON.parse(row.doc);
  const { tags, data_residency, ...asked } = askedOf(item);
  const { workspace_geo, ...inference } = data_residency ?? {};
  if (isRefused(run, item, path)) return undefined;
  if (!item.default) {
    run.requireSame([...path, 'created_at'], run.timeOf(item.created_at), before.created_at);
    run.requireSame([...path, 'compartment_id'], item.compartment_id, before.compartment_id);
    const geo = before.data_residency.workspace_geo;
    run.requireSame([...path, 'data_residency', 'workspace_geo'], workspace_geo, geo);
  }
  const absent = Object.fromEntries(
    Object.keys(tags === undefined ? {} : before.tags).map((key) => [key, null]),
  );
  const body = {
    ...asked,
    name: item.default ? before.name : item.name,
    data_residency: inference,
    tags: { ...absent, ...tags },
  };
  const now = run.attempt(path, () => mergeWorkspace(before, body, run.options.limits));
  if (now === undefined) return undefined;
  const doc = JSON.stringify(now);
  const isChanged = doc !== row.doc;
  if (row.archived_at !== null && (isChanged || item.archived_at === undefined)) {
    run.refuse(path, `is archived, and can’t be changed: ${row.id}`);
    return undefined;
  }
  if (isChanged) await replaceWorkspace(run.tx, run.organizationId, row, { before, now, doc });
  const isMarked = await run.mark('workspaces', row.id, item);
  if (isChanged || isMarked) {
    const [type, updates] = ['platform_workspace_updated' as const, differences(before, now)];
    run.tell('changed', { activities: isChanged ? [{ type, workspace_id: now.id, updates }] : [] });
  }
  if (row.archived_at === null && item.archived_at !== undefined) {
    const at = run.timeOf(item.archived_at);
    run.requireLater([...path, 'archived_at'], at, before.created_at);
    await archive(run, { ...row, doc }, at);
  }
  return row.id;
}

async function archive(run: Run, row: WorkspaceRow, at: string): Promise<void> {
  run.tell('removed', await archiveWorkspace(run.tx, run.organizationId, row, at));
}
