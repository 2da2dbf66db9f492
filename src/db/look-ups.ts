/** Reads a workspace of an organization, as `find` does. */
export const workspaceById =
  'SELECT id, doc, archived_at, is_default FROM workspaces WHERE organization_id = $1 AND id = ANY($2)';

/** Finds a workspace that has API keys which aren’t archived, as `find` does. */
export const workspaceWithKeys = `SELECT DISTINCT workspace_id AS id FROM api_keys INDEXED BY api_keys_workspace_id
  WHERE organization_id = $1 AND workspace_id = ANY($2) AND status <> 'archived'`;

/** What writes look up most, so that those which share a transaction also share the look-up. */
export const usualLookUps = [workspaceById, workspaceWithKeys];
