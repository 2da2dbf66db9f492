import { useNavigate, useSearch } from '@tanstack/react-router';
import { UserPlus, Users } from 'lucide-react';
import { useMemo } from 'react';
import { useActions } from '../../actions/actions.ts';
import { useGet, useRefusal } from '../../api/queries.ts';
import type { Member, Workspace } from '../../api/types.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { Pager } from '../../components/pager/pager.tsx';
import { EmptyState, Loaded, Notice, Skeleton } from '../../components/states/states.tsx';
import { counted } from '../counted.ts';
import { Section } from '../section.tsx';
import { useUsers } from '../use-resolved.ts';
import { memberColumns } from './member-columns.tsx';
import { useMemberMenu } from './member-menu.tsx';
import { memberRow, nameOf } from './member-row.ts';
import { useFrozen } from './use-frozen.ts';

const route = 'GET /v1/organizations/workspaces/{workspace_id}/members';

/** The users who were added to a workspace. */
export function Members({ workspace }: { workspace: Workspace }) {
  const cursor = useSearch({ from: '/inside/workspaces/$id/members' });
  const navigate = useNavigate();
  const frozen = useFrozen(workspace);
  const params = { workspace_id: workspace.id };
  const query = { limit: 50, after_id: cursor.after_id, before_id: cursor.before_id };
  const list = useGet(route, { params, query }, { keep: true });
  const to = { to: '/workspaces/$id/members', params: { id: workspace.id } } as const;
  const isPage = Boolean(cursor.after_id || cursor.before_id);
  return (
    <Section title="Members" actions={<AddMember workspace={workspace} frozen={frozen.members} />}>
      {workspace.archived_at !== null && <Notice tone="info">Archived workspaces are read-only.</Notice>}
      <Loaded
        read={list}
        label="Loading members"
        ways={isPage && <LinkButton {...to}>First page</LinkButton>}
      >
        {(page) => (
          <>
            {page.data.length === 0 && !list.isPlaceholderData ? (
              <NoMembers isDefault={frozen.isDefault} isArchived={workspace.archived_at !== null} />
            ) : (
              <Rows
                members={page.data}
                hasMore={isPage || page.has_more}
                frozen={frozen.members}
                busy={list.isPlaceholderData}
              />
            )}
            <Pager
              cursor={cursor}
              page={page}
              onTurn={(search) => navigate({ ...to, search: search as never, resetScroll: false })}
            />
            <AsCode label="This list as a call" requests={[{ route, input: { params, query } }]} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

interface RowsProps {
  members: readonly Member[];
  hasMore: boolean;
  frozen: string | undefined;
  busy: boolean;
}

function Rows({ members, hasMore, frozen, busy }: RowsProps) {
  const users = useUsers(useMemo(() => members.map(({ user_id }) => user_id), [members]));
  const { menu, dialog } = useMemberMenu(frozen);
  const columns = useMemo(() => memberColumns(frozen), [frozen]);
  const rows = useMemo(
    () => members.map((member) => memberRow(member, users?.[member.user_id])),
    [members, users],
  );
  if (users === undefined) return <Skeleton lines={Math.min(members.length, 8)} label="Loading names" />;
  return (
    <>
      <DataTable
        name="Members"
        columns={columns}
        rows={rows}
        idOf={({ member }) => member.user_id}
        nameOf={nameOf}
        menu={menu}
        unsortable={hasMore ? 'Only lists of one page can be sorted.' : undefined}
        busy={busy}
        summary={`${counted(members.length, 'member')}${hasMore ? ' on this page' : ''}`}
      />
      {dialog}
    </>
  );
}

function AddMember({ workspace, frozen }: { workspace: Workspace; frozen: string | undefined }) {
  const navigate = useNavigate();
  const refusal = useRefusal('POST /v1/organizations/workspaces/{workspace_id}/members');
  const reason = refusal ?? frozen;
  const to = { to: '/workspaces/$id/members/add', params: { id: workspace.id } } as const;
  useActions([
    { id: 'add-member', label: 'Add a member', keys: 'a', words: 'user', reason, run: () => navigate(to) },
  ]);
  return (
    <LinkButton {...to} look="primary" reason={reason}>
      <UserPlus /> Add member
    </LinkButton>
  );
}

function NoMembers({ isDefault, isArchived }: { isDefault: boolean; isArchived: boolean }) {
  if (isDefault) {
    return (
      <EmptyState icon={<Users />} title="Everybody can use the default workspace">
        <p>It has no members of its own.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Users />} title="No members">
      <p>
        {isArchived
          ? 'Nobody was a member when the workspace was archived.'
          : 'Add users of the organization, and choose what each may do here.'}
      </p>
    </EmptyState>
  );
}
