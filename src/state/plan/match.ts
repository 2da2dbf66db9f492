import type { Path } from '../../schema/faults.ts';
import type { WorkspaceState } from '../document.ts';
import { refTag } from '../ref-tag.ts';
import type { Draft } from './draft.ts';

/** A workspace of the document, and the live one that it is; undefined if there is none yet. */
export interface Match {
  readonly index: number;
  readonly wanted: WorkspaceState;
  readonly live: WorkspaceState | undefined;
}

const isActive = ({ archived_at }: WorkspaceState) => archived_at === undefined;

/**
 * Finds out which live workspace each one of the document is: by ID, else by ref, else by a name that only one has. What can’t
 * be told is a fault, and not in the result.
 */
export function matchWorkspaces(
  wanted: readonly WorkspaceState[],
  live: readonly WorkspaceState[],
  draft: Draft,
): Match[] {
  const taken = new Set<WorkspaceState>();
  const certain = wanted.map((each, index): Match => {
    const [found, ...more] = byHandle(each, live);
    if (more.length > 0) {
      draft.fault(['workspaces', index, 'ref'], `several workspaces have the tag ${refTag} with this ref`);
    }
    if (found === undefined) return { index, wanted: each, live: undefined };
    if (taken.has(found)) draft.fault(['workspaces', index], `it is ${found.name} (${found.id}) once more`);
    taken.add(found);
    return { index, wanted: each, live: found };
  });
  const unclear = (path: Path, message: string): Match[] => {
    draft.fault(path, message);
    return [];
  };
  const named = certain.filter((each) => each.live === undefined && each.wanted.id === undefined);
  return certain.flatMap((match): Match[] => {
    const { index, wanted: each } = match;
    if (match.live !== undefined) return [match];
    const path = ['workspaces', index];
    if (each.default) return unclear(path, 'the API shows no default workspace');
    if (!isActive(each)) return [match];
    if (each.id !== undefined) {
      return unclear([...path, 'id'], `no workspace has the ID ${each.id}: remove the ID to create it`);
    }
    const candidates = live.filter((one) => !taken.has(one) && mayBe(each, one));
    const rivals = named.filter((other) => isActive(other.wanted) && other.wanted.name === each.name);
    const isUnclear = rivals.length > 1 && (candidates.length > 0 || rivals.some((one) => !one.wanted.ref));
    if (candidates.length > 1 || isUnclear) {
      return unclear(path, `several workspaces are called ${each.name}: tell them apart by ids or refs`);
    }
    return [{ ...match, live: candidates[0] }];
  });
}

/** The live workspaces with the same ID or ref, active rather than archived; or the default one. */
function byHandle(wanted: WorkspaceState, live: readonly WorkspaceState[]): WorkspaceState[] {
  if (wanted.default) return live.filter((each) => each.default);
  if (wanted.id !== undefined) return live.filter((each) => each.id === wanted.id);
  const same = wanted.ref === undefined ? [] : live.filter((each) => each.ref === wanted.ref);
  const active = same.filter(isActive);
  return active.length > 0 ? active : same.slice(0, 1);
}

/** Whether a workspace may be adopted by its name. */
const mayBe = (wanted: WorkspaceState, live: WorkspaceState) =>
  live.name === wanted.name &&
  isActive(live) &&
  !live.default &&
  (wanted.ref === undefined || live.ref === undefined);
