import { invalid } from '../../contract/errors.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import type { Workspace } from './contract.ts';

type Residency = Workspace['data_residency'];
type Asked = { [member in keyof Residency]?: Residency[member] | null };

/** The data residency of a new workspace; absent fields get the server's defaults. */
export function chooseResidency(asked: Asked | null | undefined, limits: WorkspaceLimits): Residency {
  return checked({
    workspace_geo: asked?.workspace_geo ?? (limits.workspaceGeos[0] as string),
    allowed_inference_geos: asked?.allowed_inference_geos ?? 'unrestricted',
    default_inference_geo: asked?.default_inference_geo ?? (limits.inferenceGeos[0] as string),
  });
}

/** The data residency after an update; absent or null fields stay unchanged. */
export function mergeResidency(current: Residency, asked: Asked | null | undefined): Residency {
  return checked({
    workspace_geo: current.workspace_geo,
    allowed_inference_geos: asked?.allowed_inference_geos ?? current.allowed_inference_geos,
    default_inference_geo: asked?.default_inference_geo ?? current.default_inference_geo,
  });
}

/** Throws 400 if what an update asks for can’t be, whatever the workspace has. */
export function checkResidency(asked: Asked | null | undefined): void {
  const { allowed_inference_geos: allowed, default_inference_geo: chosen } = asked ?? {};
  if (allowed != null && chosen != null) checkDefault(allowed, chosen);
}

function checked(residency: Residency): Residency {
  checkDefault(residency.allowed_inference_geos, residency.default_inference_geo);
  return residency;
}

/** Throws 400 unless the default is allowed. */
function checkDefault(allowed: Residency['allowed_inference_geos'], chosen: string): void {
  if (allowed === 'unrestricted' || allowed.includes(chosen)) return;
  throw invalid(
    'data_residency.default_inference_geo',
    `must be a member of allowed_inference_geos; '${chosen}' is not`,
  );
}
