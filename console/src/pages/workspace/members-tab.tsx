import { Outlet } from '@tanstack/react-router';
import { Accounts } from '../../people/workspace/accounts.tsx';
import { ByOrganizationRole } from '../../people/workspace/by-organization-role.tsx';
import { Members } from '../../people/workspace/members.tsx';
import { useFrozen } from '../../people/workspace/use-frozen.ts';
import { useShownWorkspace } from './shown-workspace.ts';

/** Who can do what in a workspace: members, those who have a role by that in the organization, and service accounts. */
export default function MembersTab() {
  const workspace = useShownWorkspace();
  const { isDefault } = useFrozen(workspace);
  return (
    <>
      <Members workspace={workspace} />
      {!isDefault && <ByOrganizationRole />}
      <Accounts workspace={workspace} />
      <Outlet />
    </>
  );
}
