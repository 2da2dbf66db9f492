import { useCanGoBack, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { AskingSheet, typed } from '../../components/dialog/asking-sheet.tsx';
import { FormFrame } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { Form, FormFault } from '../../components/form/form.tsx';
import { toast } from '../../components/toast/toast.ts';
import type { Chosen } from '../../keys/choose.tsx';
import { secret } from '../../keys/secret-loss.ts';
import { useOpened } from '../../keys/use-opened.ts';
import { useWorkspaces } from '../../keys/use-rows.ts';
import { readAgain, useSecret } from '../../keys/use-secret.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import { emptyKey, keyBody, keyFields } from './key-draft.ts';
import { KeyFields } from './key-fields.tsx';
import { RevealedKey } from './revealed-key.tsx';

const route = 'POST /x/v1/organizations/api_keys';

/** The form that creates an API key and shows it once; `workspace` in the address is chosen already. */
export default function NewApiKey() {
  const { workspace: id } = useSearch({ from: '/inside/api-keys' });
  const opened = useOpened();
  const { workspaces, pending } = useWorkspaces([id]);
  const [known, setKnown] = useState(false);
  const isKnown = opened !== undefined && !pending;
  // Once it is open it stays: what it holds can’t be had again.
  if (isKnown && !known) setKnown(true);
  if (!known || opened === undefined) return null;
  const found = workspaces?.find((each) => each.id === id);
  const workspace = id === undefined ? null : { id, label: found ? shownName(found) : id };
  return <Sheet workspace={workspace} opened={opened} />;
}

function Sheet({ workspace, opened }: { workspace: Chosen | null; opened: number }) {
  const { draft, set, dirty, clear } = useDraft(`api-keys/new/${workspace?.id ?? ''}`, () =>
    emptyKey(workspace),
  );
  const [copied, setCopied] = useState(false);
  const reason = useRefusal(route);
  const { made, error, busy, send } = useSecret(route);
  const goBack = useWayBack();
  const body = keyBody(draft, opened);
  const leave = () => {
    if (made) {
      const { id, name: what } = made;
      const to = { to: '/api-keys/$id', params: { id } } as const;
      toast({ did: 'Created', what, to, request: { route, input: { body } } });
    }
    goBack();
  };
  const submit = async () => {
    if ((await send({ body })) === undefined) return;
    clear();
    readAgain();
  };
  const loses = made ? (copied ? null : secret) : dirty ? typed : null;
  return (
    <AskingSheet
      title={made ? 'Store your new API key' : 'New API key'}
      loses={loses}
      onLeave={leave}
      onDiscard={clear}
    >
      {(done, cancel) =>
        made ? (
          <RevealedKey made={made} onCopied={() => setCopied(true)} onStored={done} />
        ) : (
          <Form fields={keyFields} error={error} onSubmit={() => void submit()}>
            <FormFrame action="Create API key" busy={busy} reason={reason} onCancel={cancel}>
              <FormFault error={error} fields={keyFields} />
              <KeyFields draft={draft} set={set} opened={opened} />
              <AsCode label="The same as code" requests={[{ route, input: { body } }]} />
            </FormFrame>
          </Form>
        )
      }
    </AskingSheet>
  );
}

/** Leads to where the form was opened from, such as a tab of a workspace. */
function useWayBack(): () => void {
  const view = useSearch({ from: '/inside/api-keys' });
  const canGoBack = useCanGoBack();
  const { history } = useRouter();
  const navigate = useNavigate();
  return () => (canGoBack ? history.back() : void navigate({ to: '/api-keys', search: view }));
}
