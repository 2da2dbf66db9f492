import { useState } from 'react';
import { useGet } from '../../api/queries.ts';
import { useWrite } from '../../api/writes.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { RadioField, SelectField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { Loaded } from '../../components/states/states.tsx';
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
  const [chosen, setChosen] = useState<string>();
  const [role, setRole] = useState<GivenRole>('workspace_developer');
  const all = useGet('GET /v1/organizations/service_accounts', { query: { limit: 100 } });
  const choices = (all.data?.data ?? [])
    .filter(({ id }) => !listed.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  const id = chosen ?? choices[0]?.value ?? '';
  const nameOf = (wanted: string) => choices.find(({ value }) => value === wanted)?.label ?? wanted;
  const add = useWrite(route, (member) => ({ did: 'Added', what: nameOf(member.service_account_id) }));
  const input = {
    params: { workspace_id: workspaceId },
    body: { service_account_id: id, workspace_role: role },
  };
  return (
    <Dialog shape="box" title="Add a service account" onClosed={onClosed}>
      {(close) => (
        <Form
          fields={fields}
          error={add.error}
          onSubmit={() => choices.length > 0 && add.mutate(input, { onSuccess: close })}
        >
          <DialogBody>
            <FormFault error={add.error} fields={fields} />
            <Loaded read={all} label="Loading service accounts" lines={3}>
              {({ next_page }) =>
                choices.length === 0 ? (
                  <None hasSome={listed.length > 0} />
                ) : (
                  <>
                    <SelectField
                      name="service_account_id"
                      label="Service account"
                      value={id}
                      choices={choices}
                      onChange={setChosen}
                      {...(next_page !== null && { hint: 'The newest 100 that aren’t archived.' })}
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
              reason={choices.length === 0 ? 'There is none to add.' : undefined}
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
