import type { Handlers } from '../call.ts';
import { type Clock, timestamp } from '../contract/clock.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import { firstIdAt, isId } from '../contract/id.ts';
import { pageText } from '../contract/page.ts';
import type { Workspace, WorkspaceLimits, WorkspaceOperations } from './contract.ts';
import { makeWorkspace } from './make.ts';
import { mergeWorkspace } from './merge.ts';
import * as store from './store.ts';

/** How long after a create a replay of it is taken for one, in microseconds (contract, section 3). */
const replayWindow = 60_000_000;

/** What the operations on workspaces are made with. */
export interface WorkspaceTools {
  now: Clock;
  limits: WorkspaceLimits;
  /** Active workspaces of an organization that has no limit of its own. */
  workspaceLimit: number;
  /** Whether a replayed create answers the workspace that it made before. */
  safeReplays: boolean;
  /** Called for each replay that did. */
  onReplayClaimed: () => void;
}

const notFound = () => new ApiError('not_found_error', 'Workspace not found.');

/** What each of the five operations does. */
export function workspaceHandlers(tools: WorkspaceTools): Handlers<WorkspaceOperations> {
  return {
    async create({ body }, call) {
      if (body.external_key_id != null) {
        throw invalid('external_key_id', 'external keys are not enabled for this organization');
      }
      if (body.user_profile_id != null) throw noSuchProfile();
      const workspace = makeWorkspace(body, tools.limits, tools.now());
      if (tools.safeReplays && call.replay > 0) {
        await store.holdCreates(call.db, call.organizationId);
        const since = firstIdAt('wrkspc', tools.now() - replayWindow);
        const request = { hash: call.requestHash, replay: call.replay, since };
        const made = await store.claim(call.db, call.organizationId, request);
        if (made !== undefined) {
          tools.onReplayClaimed();
          return made;
        }
      }
      if (!(await store.takePlace(call.db, call.organizationId, tools.workspaceLimit))) {
        throw new ApiError(
          'invalid_request_error',
          'The organization has reached its limit of active workspaces. Archive one to make room.',
        );
      }
      const doc = JSON.stringify(workspace);
      await store.insert(call.db, {
        organizationId: call.organizationId,
        id: workspace.id,
        isDefault: false,
        requestHash: call.requestHash,
        doc,
      });
      return doc;
    },

    async retrieve({ params }, call) {
      if (!isId('wrkspc', params.workspace_id)) throw notFound();
      const doc = await store.find(call.db, call.organizationId, params.workspace_id);
      if (doc === undefined) throw notFound();
      return doc;
    },

    async list({ query }, call) {
      const { after_id, before_id } = query;
      if (after_id !== undefined && before_id !== undefined) {
        throw invalid('before_id', 'can’t be given together with after_id');
      }
      for (const cursor of ['after_id', 'before_id'] as const) {
        const id = query[cursor];
        if (id === undefined) continue;
        const known = isId('wrkspc', id) && (await store.exists(call.db, call.organizationId, id));
        if (!known) throw invalid(cursor, 'names no workspace of this organization');
      }
      const ids = query['ids[]'].filter((id) => isId('wrkspc', id));
      if (ids.length === 0 && query['ids[]'].length > 0) return pageText([], false);
      const rows = await store.findPage(call.db, call.organizationId, { ...query, ids });
      const page = rows.slice(0, query.limit);
      if (before_id !== undefined) page.reverse();
      return pageText(page, rows.length > query.limit);
    },

    async update({ params, body }, call) {
      const stored = await findForChange(params.workspace_id, call);
      const current: Workspace = JSON.parse(stored.doc);
      if (body.external_key_id !== undefined) {
        throw invalid('external_key_id', 'external keys are not enabled for this organization');
      }
      if (body.user_profile_id !== undefined) throw noSuchProfile();
      const next = mergeWorkspace(current, body, tools.limits);
      if (stored.is_default === 1 && next.name !== current.name) {
        throw invalid('name', 'the default workspace can’t be renamed');
      }
      if (current.archived_at !== null) {
        throw new ApiError('invalid_request_error', 'An archived workspace can’t be updated.');
      }
      const doc = JSON.stringify(next);
      if (doc !== stored.doc) {
        await store.change(call.db, call.organizationId, next.id, { doc, archivedAt: null });
      }
      return doc;
    },

    async archive({ params }, call) {
      const stored = await findForChange(params.workspace_id, call);
      if (stored.is_default === 1) {
        throw new ApiError('invalid_request_error', 'The default workspace can’t be archived.');
      }
      if (stored.archived_at !== null) return stored.doc;
      const archivedAt = timestamp(tools.now());
      const workspace: Workspace = { ...JSON.parse(stored.doc), archived_at: archivedAt };
      const doc = JSON.stringify(workspace);
      await store.change(call.db, call.organizationId, workspace.id, { doc, archivedAt });
      await store.freePlace(call.db, call.organizationId);
      return doc;
    },
  };
}

async function findForChange(id: string, call: Parameters<Handlers<WorkspaceOperations>['update']>[1]) {
  const stored = isId('wrkspc', id) && (await store.findForChange(call.db, call.organizationId, id));
  if (!stored) throw notFound();
  return stored;
}

function noSuchProfile(): ApiError {
  return invalid('user_profile_id', 'names no user profile of this organization', 'user_profile_not_found');
}
