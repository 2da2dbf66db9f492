import type { Input } from '../../contract/operation.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import type { Workspace, WorkspaceOperations } from './contract.ts';
import { mergeResidency } from './residency.ts';
import { checkTags } from './tags.ts';

/** The workspace after a valid update; absent fields stay unchanged (contract, section 1, update body). */
export function mergeWorkspace(
  current: Workspace,
  asked: Input<WorkspaceOperations['update']>['body'],
  limits: WorkspaceLimits,
): Workspace {
  return {
    ...current,
    name: asked.name ?? current.name,
    display_color: asked.display_color ?? current.display_color,
    data_residency: mergeResidency(current.data_residency, asked.data_residency),
    tags: mergeTags(current.tags, asked.tags ?? {}, limits),
  };
}

/** Sets the given keys, removes keys with null and keeps all others. Throws 400 if the result exceeds the limits. */
function mergeTags(
  current: Workspace['tags'],
  asked: Record<string, string | null>,
  limits: WorkspaceLimits,
): Workspace['tags'] {
  const kept = Object.entries({ ...current, ...asked }).filter(([, value]) => value !== null);
  const tags = Object.fromEntries(kept) as Workspace['tags'];
  checkTags(tags, limits, current);
  return tags;
}
