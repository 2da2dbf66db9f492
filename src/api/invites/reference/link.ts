import { ApiError } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleInvite, exampleToken, notFound, tag } from './shared.ts';

/** The documentation of making a new link to an invite. */
export const linkReference: Reference = {
  tag,
  description: `
Makes a new link to a pending invite and returns it, as \`workspaced invites link\` does. The old link stops working. The new
one is also posted to \`--invite-webhook\`, if the server has one. When the invite expires doesn’t change.

- **\`url\`** begins with the server’s \`--public-url\`. If that isn’t set, it is only the path, such as
  \`/console/invite#…\`, which belongs behind the URL at which people reach the server.
- **It is a secret**: whoever has the link can accept the invite. Only its hash is stored.
- **Calling it again** makes another link. A retry with the same \`Idempotency-Key\` returns the first one.`,
  requests: { plain: { summary: 'By ID', params: { invite_id: exampleInvite.id } } },
  answer: {
    type: 'invite_link',
    invite_id: exampleInvite.id,
    url: `https://workspaces.example.com/console/invite#${exampleToken}`,
    expires_at: exampleInvite.expires_at,
  },
  errors: {
    link_accepted: {
      when: 'the invite was accepted',
      error: new ApiError('invalid_request_error', 'The invite was accepted already.'),
    },
    link_expired: {
      when: 'the invite has expired',
      error: new ApiError('invalid_request_error', 'The invite has expired: create a new one.'),
    },
    ...notFound,
  },
  leadsTo: [],
  sdk: null,
};
