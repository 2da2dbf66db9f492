import { useState } from 'react';
import { useRefusal, useStatus } from '../../api/queries.ts';
import type { Invite } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { FormFrame, FormSheet } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { RadioField, TextField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { type AssignableRole, assignableRoles } from '../../people/roles.ts';
import { Invited } from './invited.tsx';

const route = 'POST /v1/organizations/invites';
const fields = ['email', 'role'];
const back = { to: '/members/invites' } as const;

/** The form that invites a person; afterwards it shows the link to pass on. */
export default function NewInvite() {
  const { data: status } = useStatus();
  return status && <Sheet />;
}

function Sheet() {
  const { draft, set, dirty, clear } = useDraft('invites/new', () => ({ email: '', role: 'user' }));
  const [made, setMade] = useState<Invite>();
  const create = useWrite(route);
  return (
    <FormSheet
      title={made ? 'Invited' : 'Invite a person'}
      back={back}
      dirty={dirty && made === undefined}
      busy={create.isPending}
      onDiscard={clear}
    >
      {(leave, cancel) =>
        made ? (
          <Invited invite={made} onDone={() => leave()} />
        ) : (
          <InviteForm
            draft={draft}
            set={set}
            create={create}
            onCancel={cancel}
            onMade={(invite) => {
              clear();
              setMade(invite);
            }}
          />
        )
      }
    </FormSheet>
  );
}

interface InviteFormProps {
  draft: { email: string; role: string };
  set: (change: Partial<InviteFormProps['draft']>) => void;
  create: ReturnType<typeof useWrite<typeof route>>;
  onCancel: () => void;
  onMade: (invite: Invite) => void;
}

function InviteForm({ draft, set, create, onCancel, onMade }: InviteFormProps) {
  const reason = useRefusal(route);
  const body = { email: draft.email.trim(), role: draft.role as AssignableRole };
  return (
    <Form
      fields={fields}
      error={create.error}
      onSubmit={() => create.mutate({ body }, { onSuccess: onMade })}
    >
      <FormFrame action="Invite" busy={create.isPending} reason={reason} onCancel={onCancel}>
        <FormFault error={create.error} fields={fields} />
        <TextField
          name="email"
          label="Email"
          type="email"
          value={draft.email}
          onChange={(email) => set({ email })}
          hint="The person joins with this address."
        />
        <RadioField
          name="role"
          label="Role in the organization"
          hint="You can change it later. The API can’t invite admins."
          value={draft.role}
          choices={assignableRoles}
          onChange={(role) => set({ role })}
        />
        <AsCode label="The same as code" requests={[{ route, input: { body } }]} />
      </FormFrame>
    </Form>
  );
}
