import { LayoutGrid, SearchX } from 'lucide-react';
import { openDialog } from '../components/dialog-store.ts';
import { EmptyState } from '../components/states.tsx';
import { type ChangeView, isFiltered, type ListView } from './view.ts';

/** An empty list: nothing was made yet, or nothing passes the filter. */
export function NothingHere({ view, change }: { view: ListView; change: ChangeView }) {
  if (isFiltered(view)) {
    return (
      <EmptyState icon={<SearchX />} title="Nothing matches">
        <p>
          {view.archived
            ? 'No workspace passes these filters.'
            : 'No active workspace passes these filters. Archived ones are looked at too if you switch them on.'}
        </p>
        <button type="button" className="button" onClick={() => change({ q: '', tag: '', geo: '' })}>
          Clear filters
        </button>
      </EmptyState>
    );
  }
  return <NoWorkspaces />;
}

/** The first thing a new organization sees. */
export function NoWorkspaces() {
  return (
    <EmptyState icon={<LayoutGrid />} title="No workspaces yet">
      <p>A workspace keeps a team, a project or an environment apart: its own geos, tags and colour.</p>
      <button type="button" className="button primary" onClick={() => openDialog({ kind: 'create' })}>
        Create the first workspace
      </button>
    </EmptyState>
  );
}
