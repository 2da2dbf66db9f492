import type { Output } from '../../api/routes.ts';
import type { ServiceAccount } from '../../api/types.ts';
import type { Column } from '../../components/data-table/columns.ts';
import { roleName } from '../roles.ts';
import { AccountRole } from './account-role.tsx';

export type AccountMember =
  Output<'GET /v1/organizations/workspaces/{workspace_id}/service_accounts'>['data'][number];

/** A service account of a workspace with what is known of it. */
export interface AccountRow {
  member: AccountMember;
  account: ServiceAccount | undefined;
}

/** What a service account is called; one that isn’t known has only an ID. */
export const accountName = ({ member, account }: AccountRow): string =>
  account?.name ?? member.service_account_id;

/** The columns of the service accounts of a workspace. */
export const accountColumns = (frozen: string | undefined): Column<AccountRow>[] => [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: accountName,
    cell: (row) => <bdi>{accountName(row)}</bdi>,
  },
  {
    id: 'description',
    header: 'Description',
    cell: ({ account }) => account?.description && <bdi>{account.description}</bdi>,
  },
  {
    id: 'role',
    header: 'Role',
    width: '16rem',
    sort: ({ member }) => roleName(member.workspace_role),
    cell: (row) => <AccountRole row={row} frozen={frozen} />,
  },
];
