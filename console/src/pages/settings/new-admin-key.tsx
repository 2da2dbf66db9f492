import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { AskingSheet, typed } from '../../components/dialog/asking-sheet.tsx';
import { FormFrame } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { TextField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { toast } from '../../components/toast/toast.ts';
import { ExpiryField } from '../../keys/expiry-field.tsx';
import { secret } from '../../keys/secret-loss.ts';
import { useOpened } from '../../keys/use-opened.ts';
import { readAgain, useSecret } from '../../keys/use-secret.ts';
import { adminKeyBody, emptyAdminKey } from './admin-key-draft.ts';
import { RevealedAdminKey } from './revealed-admin-key.tsx';
import { ScopesField } from './scopes-field.tsx';

const route = 'POST /x/v1/admin_keys';
const fields = ['name', 'scopes', 'expires_at'];

/** The form that creates an admin key and shows it once. */
export default function NewAdminKey() {
  const opened = useOpened();
  return opened && <Sheet opened={opened} />;
}

function Sheet({ opened }: { opened: number }) {
  const { draft, set, dirty, clear } = useDraft('admin-keys/new', emptyAdminKey);
  const [copied, setCopied] = useState(false);
  const navigate = useNavigate();
  const reason = useRefusal(route);
  const { made, error, busy, send } = useSecret(route);
  const body = adminKeyBody(draft, opened);
  const leave = () => {
    if (made) toast({ did: 'Created', what: made.name, request: { route, input: { body } } });
    navigate({ to: '/settings/admin-keys' });
  };
  const submit = async () => {
    if ((await send({ body })) === undefined) return;
    clear();
    readAgain();
  };
  return (
    <AskingSheet
      title={made ? 'Store your new admin key' : 'New admin key'}
      loses={made ? (copied ? null : secret) : dirty ? typed : null}
      onLeave={leave}
      onDiscard={clear}
    >
      {(done, cancel) =>
        made ? (
          <RevealedAdminKey made={made} onCopied={() => setCopied(true)} onStored={done} />
        ) : (
          <Form fields={fields} error={error} onSubmit={() => void submit()}>
            <FormFrame action="Create admin key" busy={busy} reason={reason} onCancel={cancel}>
              <FormFault error={error} fields={fields} />
              <TextField
                name="name"
                label="Name"
                placeholder="Such as the program that uses it"
                value={draft.name}
                onChange={(text) => set({ name: text })}
                max={100}
              />
              <ScopesField all={draft.all} scopes={draft.scopes} onChange={set} />
              <ExpiryField value={draft.expiry} opened={opened} onChange={(expiry) => set({ expiry })} />
              <AsCode label="The same as code" requests={[{ route, input: { body } }]} />
            </FormFrame>
          </Form>
        )
      }
    </AskingSheet>
  );
}
