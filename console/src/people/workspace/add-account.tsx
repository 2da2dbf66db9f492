import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { RadioField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { Loaded } from '../../components/states/states.tsx';
import type { Chosen, UseFound } from '../../keys/choose.tsx';
import { ChooseField } from '../../keys/choose-field.tsx';
import { useFoundAccounts } from '../../keys/found.ts';
import { useAllAccounts } from '../all-accounts.ts';
import { type GivenRole, givenRoles } from '../roles.ts';

const route = 'POST /v1/organizations/workspaces/{workspace_id}/service_accounts';
const fields = ['service_account_id', 'workspace_role'];

interface AddAccountProps {
  workspaceId: string;
  /** Those that are listed already. */
  listed: readonly string[];
  onClosed: () => void;
}

/** Adds a service account to a workspace. */
export default function AddAccount({ workspaceId, listed, onClosed }: AddAccountProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [role, setRole] = useState<GivenRole>('workspace_developer');
  const all = useAllAccounts();
  const isNone = all.data?.every(({ id }) => listed.includes(id)) ?? true;
  const useOthers: UseFound = (text) => useFoundAccounts(text, listed);
  const add = useWrite(route, () => ({ did: 'Added', what: chosen?.label ?? '' }));
  const input = {
    params: { workspace_id: workspaceId },
    body: { service_account_id: chosen?.id ?? '', workspace_role: role },
  };
  return (
    <Dialog shape="box" title="Add a service account" onClosed={onClosed}>
      {(close) => (
        <Form
          fields={fields}
          error={add.error}
          onSubmit={() => !isNone && add.mutate(input, { onSuccess: close })}
        >
          <DialogBody>
            <FormFault error={add.error} fields={fields} />
            <Loaded read={all} label="Loading service accounts" lines={3}>
              {() =>
                isNone ? (
                  <None hasSome={listed.length > 0} />
                ) : (
                  <>
                    <ChooseField
                      name="service_account_id"
                      label="Service account"
                      placeholder="Search by name"
                      none="No other service accounts found."
                      needs="GET /v1/organizations/service_accounts"
                      value={chosen}
                      onChange={setChosen}
                      useFound={useOthers}
                    />
                    <RadioField
                      name="workspace_role"
                      label="Role in this workspace"
                      value={role}
                      choices={givenRoles}
                      onChange={(value) => setRole(value as GivenRole)}
                    />
                    <AsCode label="The same as code" requests={[{ route, input }]} />
                  </>
                )
              }
            </Loaded>
          </DialogBody>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button
              type="submit"
              look="primary"
              busy={add.isPending}
              reason={isNone ? 'There is none to add.' : undefined}
            >
              Add
            </Button>
          </DialogActions>
        </Form>
      )}
    </Dialog>
  );
}

function None({ hasSome }: { hasSome: boolean }) {
  return (
    <>
      <p>{hasSome ? 'All service accounts are listed already.' : 'There are no service accounts yet.'}</p>
      <p>
        <LinkButton to="/members/service-accounts/new">New service account</LinkButton>
      </p>
    </>
  );
}
