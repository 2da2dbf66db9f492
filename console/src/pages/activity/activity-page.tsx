import { useNavigate, useSearch } from '@tanstack/react-router';
import { History, SearchX } from 'lucide-react';
import { liveInterval, useGet, useRefusal } from '../../api/queries.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { Pager } from '../../components/pager/pager.tsx';
import { EmptyState, Forbidden, RefreshFault, Skeleton } from '../../components/states/states.tsx';
import type { FeedEntry } from '../../feed/entry.ts';
import { FeedList } from '../../feed/feed-list.tsx';
import { useNames } from '../../feed/names.ts';
import { isOff, NoFeed } from '../../feed/no-feed.tsx';
import { ExportButton, ExportProgress } from './export-button.tsx';
import { FeedFilters } from './feed-filters.tsx';
import { type ChangeFeed, type FeedView, isFiltered, queryOf } from './view.ts';

const pageSize = 50;
const none: readonly FeedEntry[] = [];

/** Where reads are recorded, reading again and again would fill the feed with itself. */
const liveUnlessRead = ({ state }: { state: { data?: unknown } }) => {
  const page = state.data as { data: readonly FeedEntry[] } | undefined;
  return page?.data.some(({ type }) => type === 'compliance_api_accessed') ? false : liveInterval;
};

/** The activity feed: who changed what and when. */
export default function ActivityPage() {
  const refusal = useRefusal('GET /v1/compliance/activities');
  if (refusal === undefined) return <Feed />;
  return (
    <>
      <PageHeader title="Activity" />
      <Forbidden reason={refusal} />
    </>
  );
}

function Feed() {
  const { view, change } = useView();
  const { after_id, before_id } = view;
  const filters = queryOf(view);
  const query = { ...filters, limit: pageSize, after_id, before_id };
  const read = useGet(
    'GET /v1/compliance/activities',
    { query },
    { keep: true, refetchInterval: liveUnlessRead },
  );
  const { data: page, error, refetch, isPlaceholderData: busy } = read;
  const entries = (page?.data ?? none) as unknown as readonly FeedEntry[];
  const names = useNames(entries);
  const retry = () => refetch();
  return (
    <>
      <PageHeader
        title="Activity"
        about="Who changed what and when, newest first."
        actions={!isOff(error) && <ExportButton query={filters} />}
      />
      <ExportProgress />
      <FeedFilters view={view} change={change} entries={entries} names={names} />
      {page === undefined &&
        (error ? (
          <NoFeed
            error={error}
            retry={retry}
            ways={
              (isFiltered(view) || after_id || before_id) && (
                <LinkButton to="/activity">All activity</LinkButton>
              )
            }
          />
        ) : (
          <Skeleton lines={14} label="Loading activity" />
        ))}
      {page && (
        <>
          {error && <RefreshFault retry={retry} />}
          {entries.length === 0 && !busy ? (
            <NothingFound view={view} />
          ) : (
            <FeedList entries={entries} names={names} busy={busy} onActor={(actor) => change({ actor })} />
          )}
          <Pager cursor={view} page={page} onTurn={change} />
          <AsCode
            label="This list as a call"
            requests={[{ route: 'GET /v1/compliance/activities', input: { query } }]}
          />
        </>
      )}
    </>
  );
}

function useView(): { view: FeedView; change: ChangeFeed } {
  const view = useSearch({ from: '/inside/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const change: ChangeFeed = (changes) =>
    navigate({
      to: '.',
      // A page of one list is none of another.
      search: ({ after_id: _, before_id: __, ...before }) => ({ ...before, ...changes }) as FeedView,
    });
  return { view, change };
}

function NothingFound({ view }: { view: FeedView }) {
  const navigate = useNavigate();
  const all = () => navigate({ to: '/activity' });
  if (isFiltered(view)) {
    return (
      <EmptyState icon={<SearchX />} title="No activity found">
        <p>Nothing that happened matches these filters.</p>
        <Button onClick={all}>Clear filters</Button>
      </EmptyState>
    );
  }
  if (view.after_id || view.before_id) {
    return (
      <EmptyState icon={<History />} title="This page is empty now">
        <p>There is nothing beyond this point of the feed.</p>
        <Button onClick={all}>Newest</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<History />} title="Nothing has happened yet">
      <p>Every change to the organization appears here: by the API, the console and the command line.</p>
    </EmptyState>
  );
}
