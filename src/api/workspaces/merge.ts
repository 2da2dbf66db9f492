import { type Update, updated } from '../../contract/activity.ts';
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

/** The members that differ, as the feed shows them. */
export function differences(before: Workspace, now: Workspace): Update[] {
  const [old, young] = [before.data_residency, now.data_residency];
  return [
    ...updated('name', before.name, now.name),
    ...updated('display_color', before.display_color, now.display_color),
    ...updated('allowed_inference_geos', old.allowed_inference_geos, young.allowed_inference_geos),
    ...updated('default_inference_geo', old.default_inference_geo, young.default_inference_geo),
    ...updated('tags', before.tags, now.tags),
  ];
}
