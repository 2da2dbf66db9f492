import { type ReactNode, useState } from 'react';
import { useRefusal } from '../api/queries.ts';
import type { ApiKey } from '../api/types.ts';
import { useWrite } from '../api/writes.ts';
import { lazily } from '../lazily.tsx';
import type { KeyRow } from './use-rows.ts';

const EndKey = lazily(() => import('./end-key.tsx'));
const RenameKey = lazily(() => import('./rename-key.tsx'));
const Failed = lazily(() => import('./failed.tsx'));

const route = 'POST /v1/organizations/api_keys/{api_key_id}';

interface KeyActions {
  /** Why a key can’t be changed in this way. */
  reasonFor: (row: KeyRow, what: 'change' | 'activate') => string | undefined;
  activate: (key: ApiKey) => void;
  /** Opens the dialog that does it. */
  ask: (what: 'deactivate' | 'archive' | 'rename', key: ApiKey) => void;
  /** The dialog that is open. */
  dialog: ReactNode;
}

/** What can be done with API keys, and the dialogs that it needs. */
export function useKeyActions(): KeyActions {
  const refusal = useRefusal(route);
  const [asked, setAsked] = useState<{ what: 'deactivate' | 'archive' | 'rename'; key: ApiKey }>();
  const [failure, setFailure] = useState<Error>();
  const onClosed = () => setAsked(undefined);
  const activation = useWrite(route, ({ id, name }) => ({
    did: 'Activated',
    what: name,
    to: { to: '/api-keys/$id', params: { id } },
  }));
  return {
    reasonFor: (row, what) => refusal ?? whyFixed(row) ?? (what === 'activate' ? whyEnded(row) : undefined),
    activate: ({ id }) =>
      activation.mutate(
        { params: { api_key_id: id }, body: { status: 'active' } },
        { onError: (error) => setFailure(error) },
      ),
    ask: (what, key) => setAsked({ what, key }),
    dialog: (
      <>
        {asked?.what === 'rename' && <RenameKey apiKey={asked.key} onClosed={onClosed} />}
        {asked !== undefined && asked.what !== 'rename' && (
          <EndKey how={asked.what} apiKey={asked.key} onClosed={onClosed} />
        )}
        {failure && (
          <Failed title="Couldn’t activate the key" error={failure} onClosed={() => setFailure(undefined)} />
        )}
      </>
    ),
  };
}

/** Why nothing about a key can be changed any more. */
export function whyFixed({ key, workspace }: KeyRow): string | undefined {
  if (key.status !== 'archived') return undefined;
  return workspace?.archived_at
    ? 'Its workspace is archived, and the key with it.'
    : 'Archived keys can’t be changed.';
}

const whyEnded = ({ key }: KeyRow) =>
  key.status === 'expired' ? 'Expired keys can’t be activated.' : undefined;
