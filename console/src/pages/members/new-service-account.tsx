import { useSearch } from '@tanstack/react-router';
import { useRefusal, useStatus } from '../../api/queries.ts';
import type { ServiceAccount } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { FormFrame, FormSheet } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { TextField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { AccountFields } from '../../people/account-fields.tsx';

const route = 'POST /v1/organizations/service_accounts';
const fields = ['name', 'description', 'organization_role'];
const empty = { name: '', description: '', organization_role: 'developer' };

/** The form that creates a service account. */
export default function NewServiceAccount() {
  const { data: status } = useStatus();
  return status && <Sheet />;
}

function Sheet() {
  const search = useSearch({ from: '/inside/members/service-accounts' });
  const reason = useRefusal(route);
  const { draft, set, dirty, clear } = useDraft('service-accounts/new', () => empty);
  const create = useWrite(route, (made) => ({ did: 'Created', what: made.name }));
  const body = {
    name: draft.name.trim(),
    ...(draft.description !== '' && { description: draft.description }),
    organization_role: draft.organization_role as ServiceAccount['organization_role'],
  };
  return (
    <FormSheet
      title="New service account"
      back={{ to: '/members/service-accounts', search }}
      dirty={dirty}
      busy={create.isPending}
      onDiscard={clear}
    >
      {(leave, cancel) => {
        const done = () => {
          clear();
          leave();
        };
        return (
          <Form
            fields={fields}
            error={create.error}
            onSubmit={() => create.mutate({ body }, { onSuccess: done })}
          >
            <FormFrame
              action="Create service account"
              busy={create.isPending}
              reason={reason}
              onCancel={cancel}
            >
              <FormFault error={create.error} fields={fields} />
              <TextField
                name="name"
                label="Name"
                value={draft.name}
                onChange={(name) => set({ name })}
                max={255}
                hint="Lower-case letters, digits and hyphens. It never changes."
              />
              <AccountFields draft={draft} set={set} />
              <AsCode label="The same as code" requests={[{ route, input: { body } }]} />
            </FormFrame>
          </Form>
        );
      }}
    </FormSheet>
  );
}
