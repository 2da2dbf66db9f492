import { LayoutGrid, SearchX } from 'lucide-react';
import { usePage } from '../api/queries.ts';
import { openDialog } from '../components/dialog-store.ts';
import { EmptyState, Skeleton } from '../components/states.tsx';
import { type ChangeView, isFiltered, type ListView } from './view.ts';

/** An empty list: nothing was made yet, nothing is active, nothing is left on this page, or nothing passes the filter. */
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
  if (view.after_id || view.before_id) return <PastTheEnd change={change} />;
  return view.archived ? <NoWorkspaces /> : <NoneActive change={change} />;
}

function PastTheEnd({ change }: { change: ChangeView }) {
  return (
    <EmptyState icon={<LayoutGrid />} title="Nothing on this page any more">
      <p>What it showed was archived, or is on another page now.</p>
      <button type="button" className="button" onClick={() => change({ after_id: '' })}>
        First page
      </button>
    </EmptyState>
  );
}

/** Nothing is active: whether anything was ever made is asked. */
function NoneActive({ change }: { change: ChangeView }) {
  const { data, isPending } = usePage({ include_archived: true, include_default: false }, {}, true);
  if (isPending) return <Skeleton lines={12} label="Loading workspaces" />;
  if (data?.data.length === 0) return <NoWorkspaces />;
  return (
    <EmptyState icon={<LayoutGrid />} title="No active workspaces">
      <p>All workspaces of this organization are archived.</p>
      <button type="button" className="button" onClick={() => change({ archived: true })}>
        Show archived ones
      </button>
    </EmptyState>
  );
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
