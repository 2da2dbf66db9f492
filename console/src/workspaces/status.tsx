import type { Workspace } from '../api/types.ts';
import { Badge } from '../components/badge/badge.tsx';

/** Active or archived, and whether it is the organization’s default workspace. */
export function Status({ workspace, isDefault }: { workspace: Workspace; isDefault: boolean }) {
  if (workspace.archived_at !== null) return <Badge>Archived</Badge>;
  return isDefault ? <Badge tone="accent">Default</Badge> : <Badge tone="good">Active</Badge>;
}
