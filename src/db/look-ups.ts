/** Reads a workspace of an organization, as `find` does. */
export const workspaceById =
  'SELECT id, doc, archived_at, is_default FROM workspaces WHERE organization_id = $1 AND id = ANY($2)';

/** Finds a workspace that has API keys which aren’t archived, as `find` does. */
export const workspaceWithKeys = `SELECT DISTINCT workspace_id AS id FROM api_keys INDEXED BY api_keys_workspace_id
  WHERE organization_id = $1 AND workspace_id = ANY($2) AND status <> 'archived'`;

/** Finds the user with an address, as `find` does. */
export const userByAddress = `SELECT address AS id, id AS user_id FROM users
  WHERE organization_id = $1 AND address = ANY($2) AND deleted_at IS NULL`;

/** Finds the invite for an address that was neither accepted nor deleted and expires last, as `find` does. */
export const openInviteByAddress = `SELECT address AS id, id AS invite_id, expires_at FROM invites INDEXED BY invites_address
  WHERE organization_id = $1 AND address = ANY($2) AND accepted_at IS NULL AND deleted_at IS NULL
  ORDER BY expires_at DESC`;

const byId = [workspaceById, workspaceWithKeys];
const byAddress = [userByAddress, openInviteByAddress];

/** What writes look up most of an id or an address, so that those which share a transaction also share the look-up. */
export const usualLookUps = (id: string): readonly string[] => (id.includes('@') ? byAddress : byId);

/** Maximum number of hashes that one statement looks up. */
export const mostHashes = 100;

/** The parameters of a statement that looks up hashes: always as many, so that there is one statement to prepare. */
export const hashParameters = Array.from({ length: mostHashes }, (_, index) => `$${index + 1}`).join(', ');

/** The values of `hashParameters` for these hashes. */
export const hashValues = (hashes: readonly string[]) =>
  Array.from({ length: mostHashes }, (_, index) => hashes[index] ?? null);
