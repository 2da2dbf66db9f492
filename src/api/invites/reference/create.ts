import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleInvite, tag } from './shared.ts';

const { email, role } = exampleInvite;

/** The documentation of creating an invite. */
export const createReference: Reference = {
  tag,
  description: `
Invites a person. The invite can be accepted for 21 days, unless the operator set another \`--invite-lifetime\`.

- **\`email\`** is kept as you send it. There is at most one pending invite for an address, and none for a member’s address;
  letter case is ignored. An invite that has expired doesn’t stand in the way of a new one.
- **\`role\`** can’t be \`admin\`.
- The token that the invite is accepted with isn’t in the response: see [Invites](#tag/invites).
- **Retries** are recognised as for workspaces, so they don’t fail with \`invite_already_exists\`.`,
  requests: {
    developer: { summary: 'Invite a developer', body: { email, role } },
    groups: { summary: 'With an empty list of groups', body: { email, role: 'user', rbac_group_ids: [] } },
  },
  answer: exampleInvite,
  errors: {
    field_missing: { when: 'a required field is missing', error: invalid('email', 'Field required') },
    email_malformed: {
      when: '`email` isn’t an email address',
      error: invalid('email', 'Input should be an email address'),
    },
    role_not_assignable: {
      when: 'the role can’t be given through the API',
      error: invalid('role', "Input should be 'user', 'developer', 'billing' or 'claude_code_user'"),
    },
    groups_unavailable: {
      when: '`rbac_group_ids` isn’t empty',
      error: invalid('rbac_group_ids', 'groups are not available in this organization'),
    },
    already_member: {
      when: 'the address is that of a member',
      error: invalid(
        'email',
        'is already a member of the organization: user_011CZ2jXMzLbuxW5pCg9zFPi',
        'already_member',
      ),
    },
    already_invited: {
      when: 'there is a pending invite for the address',
      error: invalid(
        'email',
        'there is a pending invite for this address: invite_011CZ2jXMzLbuxW5pCg9zFPi',
        'invite_already_exists',
      ),
    },
    member_limit: {
      when: 'users and pending invites have reached the server’s `--member-limit`',
      error: invalid(
        'email',
        'the organization has reached its limit of 100 members and pending invites',
        'org_member_limit_exceeded',
      ),
    },
    domain_not_allowed: {
      when: 'the server’s `--email-domains` don’t include the address’s domain',
      error: invalid('email', 'invites to this domain are not allowed', 'email_domain_not_allowed'),
    },
  },
  leadsTo: ['invites.get', 'invites.delete'],
  sdk: {
    method: 'organization.invites.create',
    result: 'invite',
    goParams: `anthropic.OrganizationInviteNewParams{
	Email: "${email}",
	Role:  anthropic.OrganizationInviteNewParamsRoleDeveloper,
}`,
  },
};
