import type { Input } from '../../api/routes.ts';
import type { Chosen } from '../../keys/choose.tsx';
import { type Expiry, expiresAt, firstExpiry } from '../../keys/expiry.ts';

/** What is entered into the form of a new key. */
export interface KeyDraft {
  name: string;
  scope: 'workspace' | 'organization';
  workspace: Chosen | null;
  principal: 'nobody' | 'user_actor' | 'service_account_actor';
  user: Chosen | null;
  account: Chosen | null;
  expiry: Expiry;
}

type Body = NonNullable<Input<'POST /x/v1/organizations/api_keys'>['body']>;

/** The paths of the body that the form has fields for, those inside of others first. */
export const keyFields = [
  'name',
  'scope.workspace_id',
  'scope',
  'principal.user_id',
  'principal.service_account_id',
  'principal',
  'expires_at',
];

/** The form as it opens. */
export const emptyKey = (workspace: Chosen | null): KeyDraft => ({
  name: '',
  scope: 'workspace',
  workspace,
  principal: 'nobody',
  user: null,
  account: null,
  expiry: firstExpiry,
});

/** What is sent; what isn’t chosen is left out, and the server says so. */
export function keyBody(draft: KeyDraft, opened: number): Body {
  return {
    name: draft.name,
    scope:
      draft.scope === 'workspace'
        ? { type: 'workspace', ...(draft.workspace && { workspace_id: draft.workspace.id }) }
        : { type: 'organization' },
    ...principalOf(draft),
    expires_at: expiresAt(draft.expiry, opened),
  };
}

function principalOf({ principal: type, user, account }: KeyDraft): Pick<Body, 'principal'> {
  if (type === 'nobody') return {};
  if (type === 'user_actor') return { principal: { type, ...(user && { user_id: user.id }) } };
  return { principal: { type, ...(account && { service_account_id: account.id }) } };
}
