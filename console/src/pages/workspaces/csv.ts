import type { Workspace } from '../../api/types.ts';

const columns: Record<string, (workspace: Workspace) => string> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  created_at: ({ created_at }) => created_at,
  archived_at: ({ archived_at }) => archived_at ?? '',
  workspace_geo: ({ data_residency }) => data_residency.workspace_geo,
  allowed_inference_geos: ({ data_residency }) => [data_residency.allowed_inference_geos].flat().join(' '),
  default_inference_geo: ({ data_residency }) => data_residency.default_inference_geo,
  display_color: ({ display_color }) => display_color,
  tags: ({ tags }) => JSON.stringify(tags),
};

/** Workspaces as CSV (RFC 4180), one to a line. */
export function csvOf(workspaces: readonly Workspace[]): string {
  const lines = workspaces.map((workspace) => Object.values(columns).map((value) => value(workspace)));
  return [Object.keys(columns), ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** A value in quotes; what a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
