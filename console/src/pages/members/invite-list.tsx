import { Mail } from 'lucide-react';
import { useGet, useRefusal } from '../../api/queries.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { type Cursor, Pager } from '../../components/pager/pager.tsx';
import { EmptyState, Loaded } from '../../components/states/states.tsx';
import { counted } from '../../people/counted.ts';
import { Section } from '../../people/section.tsx';
import { pastColumns, pendingColumns } from './invite-columns.tsx';
import { useInviteMenu } from './invite-menu.tsx';
import type { InviteStatus } from './invites-view.ts';

interface InviteListProps {
  title: string;
  statuses: readonly InviteStatus[];
  /** Absent where only the newest are shown. */
  cursor?: Cursor;
  onTurn?: (cursor: Cursor) => void;
  /** Leads to all of one status, where only the newest are shown. */
  onAll?: (status: InviteStatus) => void;
}

/** A list of invites in some states, with what can be done with each. */
export function InviteList({ title, statuses, cursor = {}, onTurn, onAll }: InviteListProps) {
  const { after_id, before_id } = cursor;
  const query = { limit: onTurn ? 50 : 10, 'statuses[]': [...statuses], after_id, before_id };
  const list = useGet('GET /v1/organizations/invites', { query }, { keep: true });
  const { menu, dialog } = useInviteMenu();
  const isPending = statuses.includes('pending');
  if (onAll && list.data?.data.length === 0) return null;
  return (
    <Section
      title={title}
      actions={
        onAll &&
        list.data?.has_more &&
        statuses.map((status) => (
          <Button key={status} size="small" look="quiet" onClick={() => onAll(status)}>
            All {status}
          </Button>
        ))
      }
    >
      <Loaded
        read={list}
        label={`Loading invites: ${title}`}
        lines={isPending ? 6 : 3}
        ways={(after_id || before_id) && <LinkButton to="/members/invites">First page</LinkButton>}
      >
        {(page) => (
          <>
            {page.data.length === 0 ? (
              <NoInvites isPending={isPending} isPage={Boolean(after_id || before_id)} />
            ) : (
              <DataTable
                name={`Invites: ${title}`}
                columns={isPending ? pendingColumns : pastColumns}
                rows={page.data}
                idOf={({ id }) => id}
                nameOf={({ email }) => email}
                menu={menu}
                unsortable={page.has_more ? 'Only lists of one page can be sorted.' : undefined}
                busy={list.isPlaceholderData}
                summary={summaryOf(page, onAll !== undefined)}
              />
            )}
            {onTurn && <Pager cursor={cursor} page={page} onTurn={onTurn} />}
            <AsCode
              label="This list as a call"
              requests={[{ route: 'GET /v1/organizations/invites', input: { query } }]}
            />
          </>
        )}
      </Loaded>
      {dialog}
    </Section>
  );
}

const summaryOf = ({ data, has_more }: { data: unknown[]; has_more: boolean }, newest: boolean) =>
  has_more && newest
    ? `The newest ${counted(data.length, 'invite')}`
    : `${counted(data.length, 'invite')}${has_more ? ' on this page' : ''}`;

function NoInvites({ isPending, isPage }: { isPending: boolean; isPage: boolean }) {
  const mayInvite = useRefusal('POST /v1/organizations/invites');
  if (isPage) {
    return (
      <EmptyState icon={<Mail />} title="This page is empty now">
        <p>Its invites were accepted, cancelled or have expired.</p>
        <LinkButton to="/members/invites">First page</LinkButton>
      </EmptyState>
    );
  }
  if (!isPending) return <EmptyState icon={<Mail />} title="No such invites" />;
  return (
    <EmptyState icon={<Mail />} title="No pending invites">
      <p>Invite a person by email. You get a link to pass on to them.</p>
      <LinkButton to="/members/invites/new" look="primary" reason={mayInvite}>
        Invite
      </LinkButton>
    </EmptyState>
  );
}
