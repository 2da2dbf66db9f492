import { RadioField, TextField } from '../../components/form/fields.tsx';
import { ChooseField } from '../../keys/choose-field.tsx';
import { ExpiryField } from '../../keys/expiry-field.tsx';
import { useFoundAccounts, useFoundUsers, useFoundWorkspaces } from '../../keys/found.ts';
import type { KeyDraft } from './key-draft.ts';

interface KeyFieldsProps {
  draft: KeyDraft;
  set: (change: Partial<KeyDraft>) => void;
  /** When the form was opened. */
  opened: number;
}

/** The fields of a new API key. */
export function KeyFields({ draft, set, opened }: KeyFieldsProps) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        placeholder="Such as the program that uses it"
        value={draft.name}
        onChange={(name) => set({ name })}
        max={500}
      />
      <Place draft={draft} set={set} />
      <Actor draft={draft} set={set} />
      <ExpiryField value={draft.expiry} opened={opened} onChange={(expiry) => set({ expiry })} />
    </>
  );
}

type Part = Pick<KeyFieldsProps, 'draft' | 'set'>;

const places = [
  { value: 'workspace', label: 'One workspace' },
  {
    value: 'organization',
    label: 'The whole organization',
    about: 'Every workspace that the user or service account has access to.',
  },
];

function Place({ draft, set }: Part) {
  return (
    <>
      <RadioField
        name="scope"
        label="Valid in"
        value={draft.scope}
        choices={places}
        onChange={(scope) => set({ scope: scope as KeyDraft['scope'] })}
      />
      {draft.scope === 'workspace' && (
        <ChooseField
          name="scope.workspace_id"
          label="Workspace"
          placeholder="Search by name or ID"
          none="No active workspaces found."
          needs="GET /x/v1/workspaces"
          value={draft.workspace}
          onChange={(workspace) => set({ workspace })}
          useFound={useFoundWorkspaces}
        />
      )}
    </>
  );
}

const actors = [
  {
    value: 'nobody',
    label: 'Nobody: a workspace key',
    about: 'For programs of a team. It outlives whoever created it.',
  },
  { value: 'user_actor', label: 'A user: a personal key', about: 'It ends with their access.' },
  {
    value: 'service_account_actor',
    label: 'A service account',
    about: 'For one program. It ends with the service account.',
  },
];

function Actor({ draft, set }: Part) {
  return (
    <>
      <RadioField
        name="principal"
        label="Acts as"
        value={draft.principal}
        choices={draft.scope === 'workspace' ? actors : actors.slice(1)}
        {...(draft.scope === 'organization' && { hint: 'A key of the whole organization acts as somebody.' })}
        onChange={(principal) => set({ principal: principal as KeyDraft['principal'] })}
      />
      {draft.principal === 'user_actor' && (
        <ChooseField
          key="user"
          name="principal.user_id"
          label="User"
          placeholder="Search by name or email address"
          none="No users found."
          needs="GET /x/v1/organizations/users"
          value={draft.user}
          onChange={(user) => set({ user })}
          useFound={useFoundUsers}
        />
      )}
      {draft.principal === 'service_account_actor' && (
        <ChooseField
          key="account"
          name="principal.service_account_id"
          label="Service account"
          placeholder="Search by name"
          none="No service accounts found."
          needs="GET /v1/organizations/service_accounts"
          value={draft.account}
          onChange={(account) => set({ account })}
          useFound={useFoundAccounts}
        />
      )}
    </>
  );
}
