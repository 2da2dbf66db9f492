import type { ServiceAccountMember } from '../api/service-account-members/contract.ts';
import type { ServiceAccount } from '../api/service-accounts/contract.ts';
import type { View } from './operations.ts';
import { seconds } from './table.ts';

/** How service accounts are displayed. */
export const serviceAccountView: View<ServiceAccount> = {
  columns: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    role: ({ organization_role }) => organization_role,
    created: ({ created_at }) => seconds(created_at),
    status: ({ archived_at }) => (archived_at === null ? 'active' : 'archived'),
    description: ({ description }) => description || '-',
  },
  examples: {
    create: ['--name nightly-evaluation --description "Runs the evaluations at night."'],
    list: ['--all --include-archived'],
    update: ['svac_… --organization-role admin'],
    archive: ['svac_… --yes'],
  },
};

/** How the memberships of service accounts are displayed, from either side. */
export const serviceAccountMemberView: View<ServiceAccountMember> = {
  columns: {
    workspace: ({ workspace_id }) => workspace_id,
    'service account': ({ service_account_id }) => service_account_id,
    role: ({ workspace_role }) => workspace_role,
    implicit: ({ implicit }) => (implicit ? 'yes' : 'no'),
  },
  examples: {},
};
