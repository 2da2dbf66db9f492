import { RadioField, TextField } from '../components/form/fields.tsx';
import { accountRoles } from './roles.ts';

/** What can be set of a service account besides its name. */
export interface AccountDraft {
  description: string;
  organization_role: string;
}

interface AccountFieldsProps {
  draft: AccountDraft;
  set: (change: Partial<AccountDraft>) => void;
}

/** The fields that a service account has at its creation and later. */
export function AccountFields({ draft, set }: AccountFieldsProps) {
  return (
    <>
      <TextField
        name="description"
        label="Description"
        value={draft.description}
        onChange={(description) => set({ description })}
        max={2000}
        multiline
        hint="What it is for."
      />
      <RadioField
        name="organization_role"
        label="Role in the organization"
        value={draft.organization_role}
        choices={accountRoles}
        onChange={(organization_role) => set({ organization_role })}
      />
    </>
  );
}
