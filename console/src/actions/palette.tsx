import { Autocomplete } from '@base-ui/react/autocomplete';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useGet } from '../api/queries.ts';
import { Dialog } from '../components/dialog/dialog.tsx';
import { sentenceOf } from '../components/states/states.tsx';
import { shownName } from '../workspaces/shown-name.ts';
import { type Action, currentActions } from './actions.ts';
import styles from './palette.module.css';

/** Finds actions of the page and of the console, and workspaces by name or ID. */
export default function Palette({ onClosed }: { onClosed: () => void }) {
  const [text, setText] = useState('');
  const [offered] = useState(currentActions);
  const input = useRef<HTMLInputElement>(null);
  const { workspaces, none } = useWorkspaces(text.trim());
  const found = useMemo(
    () => [...offered.filter((each) => fits(each, text)), ...workspaces],
    [offered, workspaces, text],
  );
  return (
    <Dialog shape="box" title="Go to or do" onClosed={onClosed} initialFocus={input}>
      {(close) => (
        <Autocomplete.Root
          items={found}
          value={text}
          onValueChange={setText}
          itemToStringValue={(action: Action) => action.label}
          filter={null}
          open
          inline
          autoHighlight="always"
        >
          <Autocomplete.Input
            ref={input}
            className={styles.input}
            placeholder="Search pages, actions and workspaces"
            aria-label="Search"
          />
          <Autocomplete.Empty className={styles.empty}>{none}</Autocomplete.Empty>
          <Autocomplete.List className={styles.list}>
            {(action: Action) => (
              <Autocomplete.Item
                key={action.id}
                value={action}
                className={styles.item}
                disabled={action.reason !== undefined}
                onClick={() => {
                  close();
                  action.run();
                }}
              >
                <span>
                  <bdi>{action.label}</bdi>
                  {action.reason && <span className={styles.reason}>{action.reason}</span>}
                </span>
                {action.keys && <kbd>{action.keys}</kbd>}
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </Autocomplete.Root>
      )}
    </Dialog>
  );
}

const fits = ({ label, words = '' }: Action, text: string) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${label} ${words}`.toLowerCase().includes(word));

/** What the search has found so far that fits, and what is said if that is nothing. */
function useWorkspaces(text: string): { workspaces: Action[]; none: string } {
  const navigate = useNavigate();
  const isId = text.startsWith('wrkspc_');
  const query = {
    limit: 8,
    include_archived: true,
    include_default: true,
    ...(isId ? { 'ids[]': [text] } : { name: text }),
  };
  const enabled = text.length > 1;
  const { data, error, isLoading, isPlaceholderData } = useGet(
    'GET /x/v1/workspaces',
    { query },
    { enabled, keep: true },
  );
  const found = enabled && data ? data.data : [];
  const workspaces = found.map((workspace) => ({
    id: workspace.id,
    label: shownName(workspace),
    run: () => navigate({ to: '/workspaces/$id', params: { id: workspace.id } }),
  }));
  if (isLoading || isPlaceholderData) {
    return { workspaces: workspaces.filter((each) => fits(each, text)), none: 'Searching…' };
  }
  return { workspaces, none: error ? sentenceOf(error) : 'Nothing found.' };
}
