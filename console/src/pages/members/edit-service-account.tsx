import { useState } from 'react';
import type { ServiceAccount } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { Button } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { type AccountDraft, AccountFields } from '../../people/account-fields.tsx';

const route = 'POST /v1/organizations/service_accounts/{service_account_id}';
const fields = ['description', 'organization_role'];

/** Changes the description and the role of a service account; its name stays. */
export default function EditServiceAccount({
  account,
  onClosed,
}: {
  account: ServiceAccount;
  onClosed: () => void;
}) {
  const [draft, setDraft] = useState<AccountDraft>({
    description: account.description ?? '',
    organization_role: account.organization_role,
  });
  const update = useWrite(route, ({ name }) => ({ did: 'Saved', what: name }));
  const input = { params: { service_account_id: account.id }, body: changesOf(account, draft) };
  const submit = (close: () => void) => () =>
    Object.keys(input.body).length === 0 ? close() : update.mutate(input, { onSuccess: close });
  return (
    <Dialog shape="box" title={`Edit ${account.name}`} onClosed={onClosed}>
      {(close) => (
        <Form fields={fields} error={update.error} onSubmit={submit(close)}>
          <DialogBody>
            <FormFault error={update.error} fields={fields} />
            <AccountFields draft={draft} set={(change) => setDraft((before) => ({ ...before, ...change }))} />
            <AsCode label="The same as code" requests={[{ route, input }]} />
          </DialogBody>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look="primary" busy={update.isPending}>
              Save changes
            </Button>
          </DialogActions>
        </Form>
      )}
    </Dialog>
  );
}

/** What is sent: only what differs. */
function changesOf(account: ServiceAccount, draft: AccountDraft) {
  const role = draft.organization_role as ServiceAccount['organization_role'];
  return {
    ...(draft.description !== (account.description ?? '') && { description: draft.description }),
    ...(role !== account.organization_role && { organization_role: role }),
  };
}
