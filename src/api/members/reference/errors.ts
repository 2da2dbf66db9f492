import { ApiError, invalid } from '../../../contract/errors.ts';

const refused = (message: string, code?: string) => new ApiError('invalid_request_error', message, { code });
const absent = (what: string) => new ApiError('not_found_error', `${what} not found.`);

/** 404 for a user whom the organization doesn’t have. */
export const noUser = () => absent('User');

/** 404 for a user who isn’t listed as a member. */
export const noMember = () => absent('Workspace member');

/** 400 for a user who has another role already. */
export const alreadyMember = (role: string) =>
  invalid('user_id', `is already a member of this workspace, as ${role}`);

/** 400 for an update of a user who isn’t a member; clients wait for a while if they read exactly this. */
export const notInWorkspace = () => refused('The specified user is not in the Workspace');

/** 400 for a role that would change what an admin of the organization is. */
export const adminRole = () =>
  refused('The user is an admin of the organization, and thereby workspace_admin of every workspace.');

/** 400 for any role of a billing user besides `workspace_admin`. */
export const billingRole = () =>
  invalid('workspace_role', 'a billing user of the organization can only be workspace_admin');

/** 400 for a role that only billing users of the organization have. */
export const notBilling = () =>
  invalid('workspace_role', 'only a billing user of the organization can be workspace_billing');

/** 400 for the removal of a user who is a member by their role in the organization. */
export const impliedRole = () =>
  refused('The user is a member of every workspace, because of their role in the organization.');

/** 400 for a write to the default workspace. */
export const defaultWorkspace = () => refused('The default workspace has no members of its own.');

/** 400 for a write to an archived workspace. */
export const archivedWorkspace = () => refused('The members of an archived workspace can’t be changed.');

/** 400 for one member more than a workspace may have. */
export const limitReached = () =>
  refused(
    'The workspace has reached its limit of members. Remove one to make room.',
    'workspace_member_limit_exceeded',
  );
