import type { Workspace } from '../api/types.ts';

/** The workspace's colour as a small square. */
export function Swatch({ color, size = 'small' }: { color: string; size?: 'small' | 'large' }) {
  return <span className={`swatch ${size}`} style={{ backgroundColor: color }} aria-hidden="true" />;
}

/** Active or archived, and whether it is the organization's default workspace. */
export function Status({ workspace, isDefault }: { workspace: Workspace; isDefault: boolean }) {
  return (
    <span className="badges">
      {workspace.archived_at === null ? (
        <span className="badge good">Active</span>
      ) : (
        <span className="badge">Archived</span>
      )}
      {isDefault && <span className="badge accent">Default</span>}
    </span>
  );
}

/** Where inference may run, in words. */
export function inferenceText({
  allowed_inference_geos: allowed,
  default_inference_geo: preset,
}: Workspace['data_residency']): string {
  return `Inference: ${allowed === 'unrestricted' ? 'anywhere' : allowed.join(', ')} (default ${preset})`;
}
