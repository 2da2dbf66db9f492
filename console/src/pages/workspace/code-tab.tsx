import Code from '../../components/code/code.tsx';
import { useShownWorkspace } from './shown-workspace.ts';

/** The object as JSON, and how to get it. */
export default function CodeTab() {
  const workspace = useShownWorkspace();
  const input = { params: { workspace_id: workspace.id } };
  return (
    <Code
      object={workspace}
      requests={[{ route: 'GET /v1/organizations/workspaces/{workspace_id}', input }]}
    />
  );
}
