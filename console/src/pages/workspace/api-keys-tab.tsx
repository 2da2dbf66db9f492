import { useNavigate, useSearch } from '@tanstack/react-router';
import { KeyRound, Plus, SearchX } from 'lucide-react';
import { useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { useNow } from '../../clock.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { Filters } from '../../components/filters/filters.tsx';
import { Select } from '../../components/form/select.tsx';
import { SearchField } from '../../components/search-field/search-field.tsx';
import { EmptyState } from '../../components/states/states.tsx';
import { KeyList } from '../../keys/key-list.tsx';
import { readOnlyReason } from '../../workspaces/read-only.ts';
import styles from '../api-keys/key-filters.module.css';
import { type KeyView, queryOf, statusChoices } from '../api-keys/view.ts';
import { useShownWorkspace } from './shown-workspace.ts';

/** The API keys of a workspace. */
export default function ApiKeysTab() {
  const workspace = useShownWorkspace();
  const now = useNow();
  const view: KeyView = useSearch({ from: '/inside/workspaces/$id/api-keys' });
  const navigate = useNavigate({ from: '/workspaces/$id/api-keys' });
  const change = (changes: Partial<KeyView>, typed = false) =>
    navigate({
      to: '.',
      search: ({ after_id: _, before_id: __, ...before }) => ({ ...before, ...changes }),
      replace: typed,
      resetScroll: false,
    });
  return (
    <>
      <Filters>
        <SearchField
          main
          label="Search by name or hint"
          value={view.q ?? ''}
          onChange={(q) => change({ q }, true)}
        />
        <Select
          narrow
          aria-label="Status"
          value={view.status ?? ''}
          choices={statusChoices}
          onChange={(status) => change({ status })}
        />
        <div className={styles.end}>
          <NewKey workspace={workspace} />
        </div>
      </Filters>
      <KeyList
        query={queryOf({ ...view, workspace: workspace.id }, now)}
        cursor={view}
        onTurn={change}
        everywhere={false}
        nothing={
          view.q || view.status ? (
            <EmptyState icon={<SearchX />} title="No API keys found">
              <p>No API keys of this workspace match these filters.</p>
              <Button onClick={() => change({ q: undefined, status: undefined })}>Clear filters</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<KeyRound />} title="No API keys yet">
              <p>
                {workspace.archived_at === null
                  ? 'Clients that work in this workspace sign in with one of its API keys.'
                  : 'This workspace had no API keys. It’s archived, so it can’t get any.'}
              </p>
            </EmptyState>
          )
        }
        firstPage={<Button onClick={() => change({})}>First page</Button>}
      />
    </>
  );
}

function NewKey({ workspace }: { workspace: Workspace }) {
  const refusal = useRefusal('POST /x/v1/organizations/api_keys');
  const archived = readOnlyReason(workspace);
  return (
    <LinkButton
      to="/api-keys/new"
      search={{ workspace: workspace.id }}
      look="primary"
      reason={refusal ?? archived}
    >
      <Plus /> New key
    </LinkButton>
  );
}
