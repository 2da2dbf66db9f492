import { LayoutGrid, SearchX } from 'lucide-react';
import { usePage } from '../api/queries.ts';
import { openDialog } from '../components/dialog-store.ts';
import { EmptyState, Skeleton } from '../components/states.tsx';
import { type ChangeView, isFiltered, type ListView } from './view.ts';

/** An empty list: no workspaces yet, none active, none left on this page, or none that match the filters. */
export function NothingHere({ view, change }: { view: ListView; change: ChangeView }) {
  if (isFiltered(view)) {
    return (
      <EmptyState icon={<SearchX />} title="No workspaces found">
        <p>
          {view.archived
            ? 'No workspaces match these filters.'
            : 'No active workspaces match these filters. Turn on “Archived” to search those too.'}
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
    <EmptyState icon={<LayoutGrid />} title="This page is empty now">
      <p>Its workspaces were archived or are on another page.</p>
      <button type="button" className="button" onClick={() => change({ after_id: '' })}>
        First page
      </button>
    </EmptyState>
  );
}

/** No active workspaces: asks the server whether there are archived ones. */
function NoneActive({ change }: { change: ChangeView }) {
  const { data, isPending } = usePage({ include_archived: true, include_default: false }, {}, true);
  if (isPending) return <Skeleton lines={12} label="Loading workspaces" />;
  if (data?.data.length === 0) return <NoWorkspaces />;
  return (
    <EmptyState icon={<LayoutGrid />} title="No active workspaces">
      <p>All workspaces in this organization are archived.</p>
      <button type="button" className="button" onClick={() => change({ archived: true })}>
        Show archived
      </button>
    </EmptyState>
  );
}

/** The first thing a new organization sees. */
export function NoWorkspaces() {
  return (
    <EmptyState icon={<LayoutGrid />} title="No workspaces yet">
      <p>
        Use workspaces to separate teams, projects or environments, each with its own geos, tags and colour.
      </p>
      <button type="button" className="button primary" onClick={() => openDialog({ kind: 'create' })}>
        Create your first workspace
      </button>
    </EmptyState>
  );
}
