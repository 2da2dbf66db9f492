import { useEffect, useRef } from 'react';
import type { Invite } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { FormFault } from '../../components/form/form.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { roleName } from '../../people/roles.ts';
import { ShownLink } from '../../people/shown-link.tsx';
import { linkRoute, useInviteLink } from '../../people/use-invite-link.ts';

/** What the form shows once a person is invited: the way to a link, which no answer of the API has by itself. */
export function Invited({ invite, onDone }: { invite: Invite; onDone: () => void }) {
  const { make, url, pending, error } = useInviteLink(invite.id);
  const main = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the link, the button that made it is gone
  useEffect(() => main.current?.focus(), [url]);
  return (
    <>
      <DialogBody>
        <p role="status">
          <bdi>{invite.email}</bdi> can join as {roleName(invite.role)}. The invite expires{' '}
          <RelativeTime value={invite.expires_at} />.
        </p>
        <FormFault error={error} fields={[]} />
        {url === undefined ? <Before invite={invite} /> : <ShownLink url={url} email={invite.email} />}
      </DialogBody>
      <DialogActions>
        {url === undefined ? (
          <>
            <Button onClick={onDone}>Done</Button>
            <Button ref={main} look="primary" busy={pending} onClick={make}>
              Get the link
            </Button>
          </>
        ) : (
          <Button ref={main} look="primary" onClick={onDone}>
            Done
          </Button>
        )}
      </DialogActions>
    </>
  );
}

function Before({ invite }: { invite: Invite }) {
  return (
    <>
      <p>Get the link and pass it on, unless this server sends invites itself.</p>
      <p className="quiet">
        A server with a webhook for invites (<code>--invite-webhook</code>) has sent a link already. Getting
        one here replaces it and sends the new one too.
      </p>
      <AsCode
        label="The same as code"
        requests={[{ route: linkRoute, input: { params: { invite_id: invite.id } } }]}
      />
    </>
  );
}
