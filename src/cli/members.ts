import type { Member } from '../api/members/contract.ts';
import type { View } from './operations.ts';

/** How the members of a workspace are displayed. */
export const memberView: View<Member> = {
  columns: {
    user: ({ user_id }) => user_id,
    role: ({ workspace_role }) => workspace_role,
  },
  examples: {
    add: ['wrkspc_… --user-id user_… --workspace-role workspace_developer'],
    list: ['wrkspc_… --all'],
    update: ['wrkspc_… user_… --workspace-role workspace_admin'],
    remove: ['wrkspc_… user_… --yes'],
  },
};
