import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useRefusal, useStatus } from '../../api/queries.ts';
import type { User } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { FormFrame, FormSheet } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { RadioField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { type GivenRole, givenRoles } from '../../people/roles.ts';
import { shownPerson } from '../../people/shown-person.ts';
import { ChooseUser } from '../../people/workspace/choose-user.tsx';
import { useFrozen } from '../../people/workspace/use-frozen.ts';
import { useShownWorkspace } from './shown-workspace.ts';

const route = 'POST /v1/organizations/workspaces/{workspace_id}/members';
const fields = ['user_id', 'workspace_role'];
const empty: { user: User | null; role: GivenRole } = { user: null, role: 'workspace_developer' };

/** The form that adds a user to a workspace, over its members. */
export default function AddMember() {
  const { data: status } = useStatus();
  return status && <Sheet />;
}

function Sheet() {
  const workspace = useShownWorkspace();
  const search = useSearch({ from: '/inside/workspaces/$id/members' });
  const refusal = useRefusal(route);
  const { members: frozen } = useFrozen(workspace);
  const { draft, set, dirty, clear } = useDraft(`workspaces/${workspace.id}/members`, () => empty);
  const [fault, setFault] = useState<Error | null>(null);
  const { user } = draft;
  const add = useWrite(route, () => ({ did: 'Added', what: user ? shownPerson(user) : '' }));
  const isBilling = user?.role === 'billing';
  const choices = isBilling ? givenRoles.filter(({ value }) => value === 'workspace_admin') : givenRoles;
  const role = isBilling ? 'workspace_admin' : draft.role;
  const request = {
    params: { workspace_id: workspace.id },
    body: { user_id: user?.id ?? 'user_…', workspace_role: role },
  };
  return (
    <FormSheet
      title="Add a member"
      back={{ to: '/workspaces/$id/members', params: { id: workspace.id }, search }}
      dirty={dirty}
      busy={add.isPending}
      onDiscard={clear}
    >
      {(leave, cancel) => {
        const done = () => {
          clear();
          leave();
        };
        const submit = () => {
          setFault(user === null ? nobody() : null);
          if (user !== null) add.mutate(request, { onSuccess: done });
        };
        const error = fault ?? add.error;
        return (
          <Form fields={fields} error={error} onSubmit={submit}>
            <FormFrame action="Add member" busy={add.isPending} reason={refusal ?? frozen} onCancel={cancel}>
              <FormFault error={error} fields={fields} />
              <ChooseUser
                value={user}
                onChange={(user) => {
                  setFault(null);
                  set({ user });
                }}
              />
              <RadioField
                name="workspace_role"
                label="Role in this workspace"
                value={role}
                choices={choices}
                onChange={(value) => set({ role: value as GivenRole })}
                {...(isBilling && {
                  hint: 'A billing user of the organization can only be Workspace admin.',
                })}
              />
              <AsCode label="The same as code" requests={[{ route, input: request }]} />
            </FormFrame>
          </Form>
        );
      }}
    </FormSheet>
  );
}

/** Says at the field that nobody is chosen, as the server would. */
const nobody = () => new ApiError('Choose a user.', { status: 400, field: 'user_id', requestId: null });
