import { type Handlers, type ReadCall, Undecided, type WriteCall } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError, invalid } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import type { Input } from '../../contract/operation.ts';
import { pageText } from '../../contract/page.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import { existingWorkspace, noWorkspace } from '../existing.ts';
import { checkCursors } from '../pages.ts';
import { noteUndelivered } from '../retries.ts';
import { archiveWorkspace } from './archive.ts';
import { countBelongings } from './belongings.ts';
import type { Workspace, WorkspaceOperations } from './contract.ts';
import { countWorkspaces, summarize } from './counts.ts';
import { makeWorkspace } from './make.ts';
import { differences, mergeWorkspace } from './merge.ts';
import { type Claimed, markDelivery, type Replays } from './replays.ts';
import { checkResidency } from './residency.ts';
import { findMatches, readMatches, type Search } from './search.ts';
import * as store from './store.ts';
import { checkTags } from './tags.ts';

/** What the operations on workspaces need. */
export interface WorkspaceTools {
  limits: WorkspaceLimits;
  /** Limit of active workspaces for organizations without their own. */
  workspaceLimit: number;
  /** Maximum size of a page in bytes. */
  pageMaxBytes: number;
  /** Whether a retried create returns the workspace that it created before, which is found by `replays`. */
  safeReplays: boolean;
  replays: Replays;
  /** Called each time it does. */
  onReplayClaimed: () => void;
}

const limitReached = () =>
  new ApiError(
    'invalid_request_error',
    'The organization has reached its limit of active workspaces. Archive one to make room.',
  );

/** The handlers of the operations on workspaces. */
export function workspaceHandlers(tools: WorkspaceTools): Handlers<WorkspaceOperations> {
  /** The maximum size of a workspace, and the size of a page besides its workspaces, in bytes. */
  const largestText = tools.limits.tagsMaxBytes + 6 * tools.limits.nameMaxLength + 2000;
  const frame = 200;

  function watch({ id, replays }: Omit<Claimed, 'doc'>, undelivered: boolean, call: WriteCall): void {
    if (!tools.safeReplays) return;
    call.delivery?.watch(undelivered, (tx, news) =>
      markDelivery(tx, call.organizationId, { id, replays }, news),
    );
  }

  /** The workspace that an identical create made, if this one is its retry. */
  async function claim(call: WriteCall): Promise<string | undefined> {
    const { replay, delivery } = call;
    let made: Claimed | undefined;
    if (replay > 0) made = await tools.replays.claimNumbered(call);
    if (made === undefined && delivery !== undefined) {
      if (delivery.isUndecided) throw new Undecided();
      made = await tools.replays.claimUndelivered(call);
    }
    if (made === undefined) return undefined;
    tools.onReplayClaimed();
    watch(made, false, call);
    return made.doc;
  }

  return {
    async create({ body }, call) {
      checkTags(body.tags ?? {}, tools.limits);
      const workspace = makeWorkspace(body, tools.limits, call.now());
      refuseLinks(body);
      const { db, organizationId } = call;
      const repeatsNothing =
        call.replay === 0 &&
        !(await tools.replays.undelivered.mayBe(call)) &&
        db.takePlace(tools.workspaceLimit);
      if (!repeatsNothing) {
        const made = tools.safeReplays ? await claim(call) : undefined;
        if (made !== undefined) return { answer: made, activities: [] };
        if (!db.takePlace(tools.workspaceLimit)) throw limitReached();
      }
      const doc = JSON.stringify(workspace);
      const undelivered = tools.safeReplays && call.delivery?.hungUp === true;
      const { requestHash } = call;
      store.insert(db, organizationId, workspace, { isDefault: false, requestHash, undelivered, doc });
      if (undelivered) noteUndelivered(db);
      watch({ id: workspace.id, replays: 0 }, undelivered, call);
      return {
        answer: doc,
        activities: [{ type: 'platform_workspace_created', workspace_id: workspace.id }],
      };
    },

    async retrieve({ params }, call) {
      if (!isOpaqueId(params.workspace_id)) throw noWorkspace();
      const doc = await store.find(call.db, call.organizationId, params.workspace_id);
      if (doc === undefined) throw noWorkspace();
      return doc;
    },

    async list({ query }, call) {
      const ids = await checkPage(query, call);
      const filter = { ...query, ids };
      if ((query.limit + 1) * largestText > tools.pageMaxBytes) {
        const fit = await store.fitPage(call.db, call.organizationId, filter, tools.pageMaxBytes - frame);
        call.expectBytes(fit.bytes);
        filter.limit = Math.min(filter.limit, fit.rows);
      }
      const { rows, more } = await store.findPage(call.db, call.organizationId, filter);
      if (query.before_id !== undefined) rows.reverse();
      return pageText(rows, more);
    },

    async update({ params, body }, call) {
      checkResidency(body.data_residency);
      const stored = await existingWorkspace(params.workspace_id, call);
      const current: Workspace = JSON.parse(stored.doc);
      const next = mergeWorkspace(current, body, tools.limits);
      refuseLinks(body);
      if (stored.is_default === 1 && next.name !== current.name) {
        throw invalid('name', 'the default workspace can’t be renamed');
      }
      if (current.archived_at !== null) {
        throw new ApiError('invalid_request_error', 'An archived workspace can’t be updated.');
      }
      const doc = JSON.stringify(next);
      if (doc === stored.doc) return { answer: doc, activities: [] };
      store.change(call.db, call.organizationId, stored, { before: current, now: next, doc });
      const updates = differences(current, next);
      return {
        answer: doc,
        activities: [{ type: 'platform_workspace_updated', workspace_id: next.id, updates }],
      };
    },

    async archive({ params }, call) {
      const stored = await existingWorkspace(params.workspace_id, call);
      if (stored.is_default === 1) {
        throw new ApiError('invalid_request_error', 'The default workspace can’t be archived.');
      }
      if (stored.archived_at !== null) return { answer: stored.doc, activities: [] };
      return archiveWorkspace(call.db, call.organizationId, stored, timestamp(call.now()));
    },

    async search({ query }, call) {
      const { db, organizationId } = call;
      const ids = await checkPage(query, call);
      const asked = { ...query, ids };
      const { matches, more, total } = await findMatches(call, asked, tools.pageMaxBytes - frame);
      call.expectBytes(matches.reduce((sum, { bytes }) => sum + bytes + 1, 0));
      const rows = await readMatches(db, organizationId, matches);
      return pageText(rows, more, total ?? (await countSearched(call, asked)));
    },

    async counts({ query }, call) {
      return JSON.stringify({ data: await countBelongings(call, query['ids[]']) });
    },

    async summary(_input, { db, organizationId }) {
      return JSON.stringify(await summarize(db, organizationId, tools.limits));
    },
  };
}

/** The well-formed ids of a query, or one that nothing has if there are only malformed ones; throws 400 for its cursors. */
async function checkPage(
  query: Input<WorkspaceOperations['list']>['query'],
  call: ReadCall,
): Promise<string[]> {
  checkCursors(query);
  for (const cursor of ['after_id', 'before_id'] as const) {
    const id = query[cursor];
    if (id === undefined) continue;
    const known = isOpaqueId(id) && (await store.exists(call.db, call.organizationId, id));
    if (!known) throw invalid(cursor, 'not found in this organization');
  }
  const ids = query['ids[]'].filter((id) => isOpaqueId(id));
  return ids.length === 0 && query['ids[]'].length > 0 ? [''] : ids;
}

/** The number of workspaces that a search by geo alone finds, from counters that each write updates. */
async function countSearched({ db, organizationId }: ReadCall, search: Search): Promise<number> {
  const counted = await countWorkspaces(db, organizationId, search);
  if (!search.include_default) return counted;
  return counted + ((await store.hasDefaultIn(db, organizationId, search.geo ?? '')) ? 1 : 0);
}

/** Throws 400 for what a workspace can’t be linked to here. */
function refuseLinks(body: { external_key_id?: string | null; user_profile_id?: string | null }): void {
  if (body.external_key_id != null) {
    throw invalid('external_key_id', 'external keys are not enabled for this organization');
  }
  if (body.user_profile_id != null) {
    throw invalid('user_profile_id', 'not found in this organization', 'user_profile_not_found');
  }
}
