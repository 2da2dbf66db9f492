import { type Workspace, workspaceOperations } from '../api/workspaces/contract.ts';
import { readSettings } from '../config/read.ts';
import type { View } from './operations.ts';
import { pairs, seconds } from './table.ts';

/** The operations of workspaces, with default settings; the server validates the values. */
export const operations = workspaceOperations(readSettings({}, {}));

/** The workspace geo and the default inference geo, and the allowed geos if restricted. */
function geos({ data_residency: residency }: Workspace): string {
  const { allowed_inference_geos: allowed } = residency;
  const only = allowed === 'unrestricted' ? '' : ` (only ${allowed})`;
  return `${residency.workspace_geo}/${residency.default_inference_geo}${only}`;
}

/** How workspaces are displayed. */
export const workspaceView: View<Workspace> = {
  columns: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    created: ({ created_at }) => seconds(created_at),
    status: ({ archived_at }) => (archived_at === null ? 'active' : 'archived'),
    geos,
    tags: ({ tags }) => pairs(tags),
  },
  examples: {
    create: [
      '--name Research --tags env=prod --tags team=core',
      '--name Research --allowed-inference-geos us --default-inference-geo us',
    ],
    search: ['--name eval --tag team=search', '--geo us --include-archived --all'],
    counts: ['--ids wrkspc_…,wrkspc_… --json'],
    list: ['--all --include-archived', '--limit 100 --json'],
    update: ['wrkspc_… --name Analysis', 'wrkspc_… --tags env=test --tags team'],
    archive: ['wrkspc_… --yes'],
  },
};
