import { History } from 'lucide-react';
import { useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { EmptyState, Forbidden, RefreshFault, Skeleton } from '../../components/states/states.tsx';
import { FeedList } from '../../feed/feed-list.tsx';
import { useNames } from '../../feed/names.ts';
import { NoFeed } from '../../feed/no-feed.tsx';
import { useWorkspaceFeed } from '../../feed/workspace-feed.ts';
import styles from './activity-tab.module.css';
import { useShownWorkspace } from './shown-workspace.ts';

/** What happened to a workspace. */
export default function ActivityTab() {
  const workspace = useShownWorkspace();
  const refusal = useRefusal('GET /v1/compliance/activities');
  return refusal === undefined ? <Feed workspace={workspace} /> : <Forbidden reason={refusal} />;
}

function Feed({ workspace }: { workspace: Workspace }) {
  const feed = useWorkspaceFeed(workspace);
  const names = useNames(feed.entries);
  if (feed.query === undefined) {
    return feed.error ? (
      <NoFeed error={feed.error} retry={feed.retry} />
    ) : (
      <Skeleton lines={8} label="Loading activity" />
    );
  }
  return (
    <>
      {feed.error && <RefreshFault retry={feed.retry} />}
      {feed.entries.length > 0 && <FeedList entries={feed.entries} names={names} />}
      {feed.entries.length === 0 && (
        <EmptyState icon={<History />} title="Nothing found for this workspace">
          <p>
            {feed.isAll
              ? 'The feed has no entry about it: it may have been off, or older entries have been dropped.'
              : 'Older entries may be about it.'}
          </p>
        </EmptyState>
      )}
      <Reach feed={feed} />
      <AsCode
        label="This list as a call"
        requests={[{ route: 'GET /v1/compliance/activities', input: { query: feed.query } }]}
      />
    </>
  );
}

/** How far back was looked: the feed can’t be asked for one workspace, so its pages are read and filtered here. */
function Reach({ feed }: { feed: ReturnType<typeof useWorkspaceFeed> }) {
  const looked = `${feed.looked.toLocaleString('en')} ${feed.looked === 1 ? 'entry' : 'entries'}`;
  const back = feed.oldest && `, back to ${feed.oldest.slice(0, 16).replace('T', ' ')} UTC`;
  return (
    <div className={styles.reach}>
      <p className="quiet">
        {feed.isAll
          ? `This is everything since the workspace was created: ${looked} of the feed were looked at.`
          : `Looked at the newest ${looked} of the feed about workspaces and their members${back}.`}{' '}
        New and disabled API keys aren’t here: the feed doesn’t say which workspace they belong to.
      </p>
      <div className={styles.ways}>
        {!feed.isAll && (
          <Button busy={feed.isLooking} onClick={feed.lookFurther}>
            {feed.isLooking ? 'Looking…' : 'Look further back'}
          </Button>
        )}
        <LinkButton look="quiet" to="/activity" search={{ type: 'workspaces' }}>
          Activity of all workspaces
        </LinkButton>
      </div>
    </div>
  );
}
