import { useNavigate, useSearch } from '@tanstack/react-router';
import { FlaskConical, Pause, Play, ScrollText, SearchX, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import { ApiError } from '../../api/client.ts';
import { useStatus } from '../../api/queries.ts';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { EmptyState, FailureState, Loaded, RefreshFault, Skeleton } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { one } from '../../sandbox/control.ts';
import { ControlCode, quoted } from '../../sandbox/control-code.tsx';
import { FailureList } from './failure-list.tsx';
import { Findings } from './findings.tsx';
import { LogFilters } from './log-filters.tsx';
import { failuresIn, type LogView, shows } from './log-view.ts';
import { requestColumns } from './request-columns.tsx';
import styles from './requests-page.module.css';
import { useLog } from './use-log.ts';

const RequestSheet = lazily(() => import('./request-sheet.tsx'));
const ClearLog = lazily(() => import('./clear-log.tsx'));

/** What clients sent to a sandbox, as it comes. */
export default function RequestsPage() {
  const read = useStatus();
  if (read.data?.server.sandbox) return <Requests />;
  return (
    <>
      <PageHeader title="Requests" />
      <Loaded read={read} label="Loading requests" lines={12}>
        {() => (
          <EmptyState icon={<FlaskConical />} title="Requests are logged only in a sandbox">
            <p>
              Start one with <code>workspaced dev</code>, or a server with <code>--sandbox true</code>.
            </p>
          </EmptyState>
        )}
      </Loaded>
    </>
  );
}

function Requests() {
  const [paused, setPaused] = useState(false);
  const [clearing, setClearing] = useState(false);
  const { entries, error, retry, clear } = useLog(paused);
  const isOff = error instanceof ApiError && /^Requests aren’t logged/.test(error.message);
  return (
    <>
      <PageHeader
        title="Requests"
        about="What clients sent to this organization. The console’s own requests are left out."
        actions={
          !isOff && (
            <>
              <Button onClick={() => setPaused(!paused)} aria-pressed={paused}>
                {paused ? <Play /> : <Pause />} {paused ? 'Resume' : 'Pause'}
              </Button>
              <Button
                reason={entries?.length === 0 ? 'The log is empty.' : undefined}
                onClick={() => setClearing(true)}
              >
                <Trash2 /> Clear
              </Button>
            </>
          )
        }
      />
      {isOff ? (
        <LogIsOff />
      ) : entries === undefined ? (
        error ? (
          <FailureState error={error} retry={retry} />
        ) : (
          <Skeleton lines={12} label="Loading requests" />
        )
      ) : (
        <>
          {error && <RefreshFault retry={retry} />}
          <Log entries={entries} paused={paused} />
        </>
      )}
      {clearing && (
        <ClearLog count={entries?.length ?? 0} onCleared={clear} onClosed={() => setClearing(false)} />
      )}
    </>
  );
}

const LogIsOff = () => (
  <EmptyState icon={<ScrollText />} title="The request log is off">
    <p>
      Start the server with <code>--request-log full</code> to see what clients send, or with{' '}
      <code>--request-log lean</code> to see it without bodies.
    </p>
  </EmptyState>
);

function Log({ entries, paused }: { entries: readonly Entry[]; paused: boolean }) {
  const view = useSearch({ from: '/inside/requests' });
  const navigate = useNavigate({ from: '/requests' });
  const change = (changes: LogView) =>
    navigate({ to: '.', search: (before: LogView) => ({ ...before, ...changes }), resetScroll: false });
  const rows = useMemo(() => entries.filter((entry) => shows(view, entry)), [entries, view]);
  const failures = useMemo(() => failuresIn(entries), [entries]);
  const lean = entries.some(lacksBody);
  return (
    <>
      <div className={styles.cards}>
        {failures.length > 0 && (
          <Card title="Failed requests">
            <FailureList failures={failures} />
          </Card>
        )}
        <Findings latest={entries[0]?.id} />
      </div>
      <LogFilters view={view} change={change} entries={entries} />
      {rows.length === 0 ? (
        <Nothing
          isLogEmpty={entries.length === 0}
          clear={() => change({ operation: undefined, status: undefined })}
        />
      ) : (
        <DataTable
          name="Requests"
          columns={requestColumns}
          rows={rows}
          idOf={({ id }) => id}
          nameOf={({ method, url }) => `${method} ${url}`}
          summary={summaryOf(rows.length, entries.length, paused, lean)}
        />
      )}
      <ControlCode
        label="This list as a call"
        control={{ route: `GET ${one}/requests`, query: queryOf(view) }}
        command={commandOf(view)}
      />
      {view.id !== undefined && (
        <RequestSheet key={view.id} entry={entries.find(({ id }) => id === view.id)} lean={lean} />
      )}
    </>
  );
}

/** Every response but that of a connection that was closed has a body: without it, none are logged. */
const lacksBody = ({ status, answer }: Entry) => status >= 400 && answer === null;

function summaryOf(shown: number, all: number, paused: boolean, lean: boolean): ReactNode {
  const count =
    shown === all ? all.toLocaleString('en') : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')}`;
  return (
    <>
      {count} {all === 1 ? 'request' : 'requests'} · {paused ? 'paused' : 'live'}
      {lean && ' · without bodies: start the server with --request-log full to log those'}
    </>
  );
}

function Nothing({ isLogEmpty, clear }: { isLogEmpty: boolean; clear: () => void }) {
  if (isLogEmpty) {
    return (
      <EmptyState icon={<ScrollText />} title="No requests yet">
        <p>Send one with a key of this organization, and it appears here at once.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<SearchX />} title="No requests found">
      <p>No request in the log matches these filters.</p>
      <Button onClick={clear}>Clear filters</Button>
    </EmptyState>
  );
}

/** What the control can filter by itself: it knows neither `failed` nor `-`. */
const queryOf = ({ operation, status }: LogView) => ({
  ...(operation && operation !== '-' && { operation }),
  ...(status && status !== 'failed' && { status }),
});

function commandOf(view: LogView): string {
  const { operation, status } = queryOf(view) as LogView;
  const options = [operation && `--operation ${quoted(operation)}`, status && `--status ${status}`];
  return ['workspaced requests', ...options.filter(Boolean)].join(' ');
}
