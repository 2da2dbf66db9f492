import { useEffect, useRef } from 'react';
import type { Invite } from '../api/types.ts';
import { Button } from '../components/button/button.tsx';
import { AsCode } from '../components/code/as-code.tsx';
import { Dialog, DialogActions, DialogBody } from '../components/dialog/dialog.tsx';
import { FormFault } from '../components/form/form.tsx';
import { ShownLink } from './shown-link.tsx';
import { linkRoute, useInviteLink } from './use-invite-link.ts';

/** Makes a new link to an invite, shows it once, and says before what becomes of the old one. */
export default function InviteLink({ invite, onClosed }: { invite: Invite; onClosed: () => void }) {
  const { make, url, pending, error } = useInviteLink(invite.id);
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that made it is gone.
    if (url !== undefined) done.current?.focus();
  }, [url]);
  return (
    <Dialog shape="box" title={`New link for ${invite.email}`} onClosed={onClosed}>
      {(close) => (
        <>
          <DialogBody>
            {url === undefined ? <Before invite={invite} /> : <ShownLink url={url} email={invite.email} />}
            <FormFault error={error} fields={[]} />
          </DialogBody>
          <DialogActions>
            {url === undefined ? (
              <>
                <Button onClick={close}>Cancel</Button>
                <Button look="primary" busy={pending} onClick={make}>
                  Make new link
                </Button>
              </>
            ) : (
              <Button ref={done} look="primary" onClick={close}>
                Done
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function Before({ invite }: { invite: Invite }) {
  return (
    <>
      <p>
        Shows a link that you can copy and send. <strong>The older link stops working.</strong> When the
        invite expires doesn’t change.
      </p>
      <p className="quiet">
        If this server has a webhook for invites (<code>--invite-webhook</code>), the new link is sent there
        too. Otherwise nothing is sent: pass the link on yourself.
      </p>
      <AsCode
        label="The same as code"
        requests={[{ route: linkRoute, input: { params: { invite_id: invite.id } } }]}
      />
    </>
  );
}
