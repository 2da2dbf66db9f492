import type { ReadCall } from '../../call.ts';
import type { Workspace } from '../workspaces/contract.ts';
import type { User, UserAccess } from './contract.ts';

type Access = UserAccess['workspaces'][number];

/** An active workspace, and the role with which the user was added to it, if they were. */
interface Reached {
  id: string;
  doc: string;
  workspace_role: Access['workspace_role'] | null;
}

/** Maximum number of workspaces in a response. */
const most = 1000;
/** Rows of a statement: a few milliseconds, because it blocks an embedded database. */
const together = 100;

const reached = 'SELECT workspaces.id, workspaces.doc, members.workspace_role';
const active = 'workspaces.archived_at IS NULL AND workspaces.is_default = 0';
/** The workspaces that a user was added to. */
const joined = `${reached} FROM members INDEXED BY members_user_id
  JOIN workspaces ON workspaces.organization_id = members.organization_id AND workspaces.id = members.workspace_id
  WHERE members.user_id = $1 AND members.organization_id = $2 AND members.workspace_id < $3
    AND members.deleted_at IS NULL AND ${active}
  ORDER BY members.workspace_id DESC LIMIT ${together}`;
/** Every workspace. */
const every = `${reached} FROM workspaces INDEXED BY workspaces_active
  LEFT JOIN members ON members.organization_id = workspaces.organization_id AND members.workspace_id = workspaces.id
    AND members.user_id = $1 AND members.deleted_at IS NULL
  WHERE workspaces.organization_id = $2 AND workspaces.id < $3 AND ${active}
  ORDER BY workspaces.id DESC LIMIT ${together}`;

/** The active workspaces in which a user has a role, newest first, and whether there are more than a response may have. */
export async function findAccess(
  { db, organizationId, turn }: ReadCall,
  { id, role }: Pick<User, 'id' | 'role'>,
): Promise<Pick<UserAccess, 'workspaces' | 'has_more'>> {
  const text = implied[role] === undefined ? joined : every;
  const workspaces: Access[] = [];
  for (let before = '~'; ; ) {
    const rows = await db.all<Reached>(text, id, organizationId, before);
    workspaces.push(...rows.map((row) => accessOf(row, role)));
    if (rows.length < together || workspaces.length > most) break;
    before = rows.at(-1)?.id ?? '';
    await turn();
  }
  return { workspaces: workspaces.slice(0, most), has_more: workspaces.length > most };
}

/** The roles in every workspace that go with roles in the organization (contract of the family, section 4). */
const implied: { readonly [role in User['role']]?: Access['workspace_role'] } = {
  admin: 'workspace_admin',
  billing: 'workspace_billing',
};

/** The role that a user with this role in the organization has in a workspace: a billing user can be raised to admin. */
function accessOf({ id, doc, workspace_role: own }: Reached, role: User['role']): Access {
  const { name }: Workspace = JSON.parse(doc);
  const isOwn = implied[role] === undefined || (role === 'billing' && own === 'workspace_admin');
  const workspace_role = (isOwn ? own : implied[role]) as Access['workspace_role'];
  return { workspace_id: id, name, workspace_role, via: isOwn ? 'membership' : 'organization_role' };
}
