import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import { useStatus } from '../../api/queries.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { one, useControl } from '../../sandbox/control.ts';
import { FailureList } from '../requests/failure-list.tsx';
import { failuresIn, isOfClient } from '../requests/log-view.ts';

const calm = { refetchInterval: 30_000 };

/** What clients did wrong or what failed for them, in a sandbox with a request log; elsewhere nothing. */
export function FailedRequests() {
  const { data: status } = useStatus();
  const reads = [useFailed('4xx'), useFailed('5xx'), useFailed('0')];
  if (!status?.server.sandbox || reads.some(({ data }) => data === undefined)) return null;
  const entries = reads
    .flatMap(({ data }) => data?.data.filter(isOfClient) ?? [])
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const failures = failuresIn(entries);
  return (
    <Card
      title="Failed requests"
      actions={
        <LinkButton size="small" look="quiet" to="/requests" search={{ status: 'failed' }}>
          All failed
        </LinkButton>
      }
    >
      {failures.length === 0 ? (
        <p className="quiet">No client’s request has failed.</p>
      ) : (
        <FailureList failures={failures} />
      )}
    </Card>
  );
}

const useFailed = (status: string) =>
  useControl<{ data: Entry[] }>({ route: `GET ${one}/requests`, query: { status } }, calm);
