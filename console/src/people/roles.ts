import type { Member, ServiceAccount, User } from '../api/types.ts';

export type OrganizationRole = User['role'];
export type WorkspaceRole = Member['workspace_role'];
/** A role that can be given in a workspace; the other one only comes with the organization role billing. */
export type GivenRole = Exclude<WorkspaceRole, 'workspace_billing'>;
/** A role that the API can give in the organization. */
export type AssignableRole = Exclude<OrganizationRole, 'admin'>;

/** A role by its name for people, and what it means. */
export interface Role<V extends string = string> {
  value: V;
  label: string;
  about: string;
}

/** The roles in the organization, from the fewest rights to the most. */
export const organizationRoles: readonly Role<OrganizationRole>[] = [
  { value: 'user', label: 'User', about: 'Uses the playground.' },
  { value: 'claude_code_user', label: 'Claude Code user', about: 'Uses the playground and Claude Code.' },
  { value: 'developer', label: 'Developer', about: 'Uses the playground and manages API keys.' },
  {
    value: 'billing',
    label: 'Billing',
    about: 'Uses the playground and manages billing. Workspace billing in every workspace.',
  },
  {
    value: 'admin',
    label: 'Admin',
    about: 'Does all of this and manages users. Workspace admin in every workspace.',
  },
];

/** Those that the API can give. */
export const assignableRoles = organizationRoles.filter(
  (role): role is Role<AssignableRole> => role.value !== 'admin',
);

const billing: Role<WorkspaceRole> = {
  value: 'workspace_billing',
  label: 'Workspace billing',
  about: 'Sees costs. Comes with the organization role billing.',
};

/** The roles that can be given in a workspace, from the fewest rights to the most. */
export const givenRoles: readonly Role<GivenRole>[] = [
  { value: 'workspace_user', label: 'Workspace user', about: 'Uses the playground in the workspace.' },
  {
    value: 'workspace_restricted_developer',
    label: 'Workspace restricted developer',
    about: 'Manages API keys, without session traces and file downloads.',
  },
  {
    value: 'workspace_developer',
    label: 'Workspace developer',
    about: 'Manages API keys and uses the API.',
  },
  {
    value: 'workspace_admin',
    label: 'Workspace admin',
    about: 'Also manages the workspace and its members.',
  },
];

/** The roles between which a billing user of the organization can be moved in a workspace. */
export const billingRoles: readonly Role<WorkspaceRole>[] = [
  billing,
  ...givenRoles.filter(({ value }) => value === 'workspace_admin'),
];

/** The roles of service accounts in the organization. */
export const accountRoles: readonly Role<ServiceAccount['organization_role']>[] = [
  { value: 'developer', label: 'Developer', about: 'Reaches the workspaces that it is added to.' },
  { value: 'admin', label: 'Admin', about: 'May also administer the organization.' },
];

const all: readonly Role[] = [...organizationRoles, ...givenRoles, billing];

/** The name of any role for people; one that the console doesn’t know is named as in the API. */
export const roleName = (role: string): string => all.find(({ value }) => value === role)?.label ?? role;
