import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useActions } from '../../actions/actions.ts';
import { useRefusal } from '../../api/queries.ts';
import { useNow } from '../../clock.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { KeyList } from '../../keys/key-list.tsx';
import { KeyFilters } from './key-filters.tsx';
import { NoKeys } from './no-keys.tsx';
import { type KeyView, queryOf } from './view.ts';

/** Changes the address; typing replaces the history entry, anything else adds one. */
export type ChangeKeyView = (change: Partial<KeyView>, how?: { typed: boolean }) => void;

/** All API keys of the organization: filters above, pages below; the form opens over them. */
export default function ApiKeysPage() {
  const { view, change } = useView();
  const now = useNow();
  return (
    <>
      <PageHeader title="API keys" actions={<NewKey />} />
      <KeyFilters view={view} change={change} />
      <KeyList
        query={queryOf(view, now)}
        cursor={view}
        onTurn={change}
        everywhere
        nothing={<NoKeys view={view} change={change} />}
        firstPage={<LinkButton to="/api-keys">First page</LinkButton>}
      />
      <Outlet />
    </>
  );
}

function useView(): { view: KeyView; change: ChangeKeyView } {
  const view = useSearch({ from: '/inside/api-keys' });
  const navigate = useNavigate({ from: '/api-keys' });
  const change: ChangeKeyView = (changes, { typed } = { typed: false }) =>
    navigate({
      to: '.',
      // A page of one list is none of another.
      search: ({ after_id: _, before_id: __, ...before }) => ({ ...before, ...changes }),
      replace: typed,
      resetScroll: !typed,
    });
  return { view, change };
}

function NewKey() {
  const reason = useRefusal('POST /x/v1/organizations/api_keys');
  const navigate = useNavigate();
  useActions([
    {
      id: 'create',
      label: 'New API key',
      keys: 'c',
      words: 'create',
      reason,
      run: () => navigate({ to: '/api-keys/new', search: (before: object) => before as never }),
    },
  ]);
  return (
    <LinkButton
      to="/api-keys/new"
      search={(before: object) => before as never}
      look="primary"
      reason={reason}
    >
      <Plus /> New API key
    </LinkButton>
  );
}
