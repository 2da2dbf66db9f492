import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Input } from '../../contract/operation.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import type { Workspace, WorkspaceOperations } from './contract.ts';
import { palette } from './palette.ts';
import { chooseResidency } from './residency.ts';

/** The default colour of a workspace: always the same for the same id. */
function colourFor(id: string): string {
  let sum = 0;
  for (let index = 0; index < id.length; index++) sum += id.charCodeAt(index);
  return (palette[sum % palette.length] as (typeof palette)[number]).color;
}

/** What is chosen for a workspace unless it is given. */
type Given = { [member in 'id' | 'compartment_id']?: string | undefined };

/** The workspace for a valid create, created at this microsecond. */
export function makeWorkspace(
  asked: Input<WorkspaceOperations['create']>['body'],
  limits: WorkspaceLimits,
  microseconds: number,
  { id = newId('wrkspc', microseconds), compartment_id = crypto.randomUUID() }: Given = {},
): Workspace {
  return {
    id,
    type: 'workspace',
    name: asked.name,
    created_at: timestamp(microseconds),
    archived_at: null,
    display_color: asked.display_color ?? colourFor(id),
    data_residency: chooseResidency(asked.data_residency, limits),
    tags: asked.tags ?? {},
    external_key_id: null,
    compartment_id,
    user_profile_id: null,
  };
}
