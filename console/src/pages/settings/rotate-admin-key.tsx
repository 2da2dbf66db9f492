import { useState } from 'react';
import { useStatus } from '../../api/queries.ts';
import { signIn } from '../../api/sign-in.ts';
import type { AdminKey } from '../../api/types.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { AskingSheet } from '../../components/dialog/asking-sheet.tsx';
import { FormFrame } from '../../components/dialog/form-sheet.tsx';
import { RadioField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { Notice } from '../../components/states/states.tsx';
import { toast } from '../../components/toast/toast.ts';
import { secret } from '../../keys/secret-loss.ts';
import { readAgain, useSecret } from '../../keys/use-secret.ts';
import { RevealedAdminKey } from './revealed-admin-key.tsx';

const route = 'POST /x/v1/admin_keys/{admin_key_id}/rotate';
const fields = ['overlap'];

const overlaps = [
  { value: 'PT0S', label: 'Not at all', about: 'For a key that leaked.' },
  { value: 'PT1H', label: '1 hour' },
  { value: 'P1D', label: '1 day' },
  { value: 'P7D', label: '7 days' },
  { value: 'P30D', label: '30 days' },
];

interface RotateAdminKeyProps {
  adminKey: AdminKey;
  onClosed: () => void;
}

/** Replaces an admin key by a new one, which it shows once. A session with the old one goes on with the new one. */
export default function RotateAdminKey({ adminKey, onClosed }: RotateAdminKeyProps) {
  const { data: status } = useStatus();
  const [isOwn] = useState(() => status?.key.id === adminKey.id);
  const [overlap, setOverlap] = useState('P1D');
  const [copied, setCopied] = useState(false);
  const { made, error, busy, send } = useSecret(route);
  const input = { params: { admin_key_id: adminKey.id }, body: { overlap } };
  const submit = async () => {
    const rotated = await send(input);
    if (rotated === undefined) return;
    // Without the new session the old key’s end would end this page too.
    if (isOwn) await signIn(rotated.raw_key).catch(() => undefined);
    readAgain();
  };
  const leave = () => {
    if (made) toast({ did: 'Rotated', what: made.name, request: { route, input } });
    onClosed();
  };
  return (
    <AskingSheet
      title={made ? 'Store the new admin key' : 'Rotate admin key'}
      loses={made && !copied ? secret : null}
      onLeave={leave}
    >
      {(done, cancel) =>
        made ? (
          <RevealedAdminKey made={made} onCopied={() => setCopied(true)} onStored={done} />
        ) : (
          <Form fields={fields} error={error} onSubmit={() => void submit()}>
            <FormFrame action="Rotate key" busy={busy} onCancel={cancel}>
              <FormFault error={error} fields={fields} />
              <p>
                Makes a key with the same name and scopes as <bdi>{adminKey.name}</bdi> (…{adminKey.hint}),
                and ends the old one after a while.
              </p>
              {isOwn && (
                <Notice tone="info">
                  You are signed in with this key. The console goes on with the new one; store it for the next
                  time.
                </Notice>
              )}
              <RadioField
                name="overlap"
                label="How long the old key still works"
                value={overlap}
                choices={isOwn ? overlaps.slice(1) : overlaps}
                {...(isOwn && { hint: 'A key that is in use here ends after an hour at the earliest.' })}
                onChange={setOverlap}
              />
              <AsCode label="The same as code" requests={[{ route, input }]} />
            </FormFrame>
          </Form>
        )
      }
    </AskingSheet>
  );
}
