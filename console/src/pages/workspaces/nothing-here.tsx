import { LayoutGrid, SearchX } from 'lucide-react';
import { useGet, useRefusal } from '../../api/queries.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { EmptyState, Loaded } from '../../components/states/states.tsx';
import { isFiltered, type ListView } from '../../workspaces/view.ts';
import type { ChangeView } from './filter-bar.tsx';

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
        <Button onClick={() => change({ q: undefined, tag: undefined, geo: undefined })}>
          Clear filters
        </Button>
      </EmptyState>
    );
  }
  if (view.after_id || view.before_id) {
    return (
      <EmptyState icon={<LayoutGrid />} title="This page is empty now">
        <p>Its workspaces were archived or are on another page.</p>
        <Button onClick={() => change({})}>First page</Button>
      </EmptyState>
    );
  }
  return view.archived ? <NoWorkspaces /> : <NoneActive change={change} />;
}

/** No active workspaces: asks the server whether there are archived ones. */
function NoneActive({ change }: { change: ChangeView }) {
  const read = useGet('GET /x/v1/workspaces/summary', {});
  return (
    <Loaded read={read} label="Loading archived workspaces" lines={3}>
      {({ archived }) =>
        archived === 0 ? (
          <NoWorkspaces />
        ) : (
          <EmptyState icon={<LayoutGrid />} title="No active workspaces">
            <p>All workspaces in this organization are archived.</p>
            <Button onClick={() => change({ archived: true })}>Show archived</Button>
          </EmptyState>
        )
      }
    </Loaded>
  );
}

/** The first thing a new organization sees. */
export function NoWorkspaces() {
  const reason = useRefusal('POST /v1/organizations/workspaces');
  return (
    <EmptyState icon={<LayoutGrid />} title="No workspaces yet">
      <p>
        Use workspaces to separate teams, projects or environments, each with its own geos, tags and colour.
      </p>
      <LinkButton to="/workspaces/new" look="primary" reason={reason}>
        Create your first workspace
      </LinkButton>
    </EmptyState>
  );
}
