import { useNavigate } from '@tanstack/react-router';
import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import { Button } from '../../components/button/button.tsx';
import { JsonText } from '../../components/code/json-text.tsx';
import { CopyButton, copyText } from '../../components/copy/copy-button.tsx';
import { Dialog, DialogBody } from '../../components/dialog/dialog.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Id } from '../../components/id/id.tsx';
import { ServerTime } from '../../components/relative-time/relative-time.tsx';
import { Notice } from '../../components/states/states.tsx';
import { toast } from '../../components/toast/toast.ts';
import { FailNextTime } from './fail-next-time.tsx';
import { keyHintOf, type LogView } from './log-view.ts';
import { curlOf } from './request-curl.ts';
import styles from './request-sheet.module.css';
import { StatusBadge } from './status-badge.tsx';

interface RequestSheetProps {
  /** Undefined if the log has it no longer. */
  entry: Entry | undefined;
  /** Whether the log has no bodies at all. */
  lean: boolean;
}

/** One request and its response: what was sent, what came back, what would help. */
export default function RequestSheet({ entry, lean }: RequestSheetProps) {
  const navigate = useNavigate({ from: '/requests' });
  const close = () =>
    navigate({ to: '.', search: ({ id: _, ...before }: LogView) => before, resetScroll: false });
  return (
    <Dialog shape="sheet" title={entry ? (entry.operation ?? 'No such path') : 'Request'} onClosed={close}>
      {() => (
        <DialogBody>
          {entry ? (
            <Details entry={entry} lean={lean} />
          ) : (
            <p className="quiet">
              The log doesn’t have this request: it was cleared, or newer requests took its place.
            </p>
          )}
        </DialogBody>
      )}
    </Dialog>
  );
}

function Details({ entry, lean }: { entry: Entry; lean: boolean }) {
  const copy = () =>
    copyText(curlOf(entry, location.origin)).then((done) => done && toast({ did: 'Copied as curl' }));
  return (
    <>
      <p className={styles.line}>
        <StatusBadge status={entry.status} />{' '}
        <code className="breakable">{`${entry.method} ${entry.url}`}</code>
      </p>
      {entry.hint && <Notice tone="info">{entry.hint}</Notice>}
      <div className={styles.actions}>
        <Button onClick={copy}>Copy as curl</Button>
      </div>
      <Facts>
        <Fact label="Came">
          <ServerTime value={entry.at} /> <code className="quiet breakable">{entry.at}</code>
        </Fact>
        <Fact label="Took">
          {entry.ms.toLocaleString('en')} ms
          {entry.retry > 0 && <span className="quiet"> · retry {entry.retry}</span>}
        </Fact>
        <Fact label="Key">
          <code>{keyHintOf(entry) ?? 'none'}</code>
        </Fact>
        {entry.error_type && (
          <Fact label="Error">
            <code>{entry.error_type}</code>
            {entry.retry_after !== null && ` · asked to retry after ${entry.retry_after} s`}
          </Fact>
        )}
        {entry.fault_id && (
          <Fact label="Fault that it met">
            <code className="breakable">{entry.fault_id}</code>
          </Fact>
        )}
        <Fact label="Request ID">
          <Id id={entry.id} of="the request" />
        </Fact>
      </Facts>
      <FailNextTime operation={entry.operation} />
      <Json title="Request headers" value={entry.headers} />
      <Json title="Request body" value={entry.body} lean={lean} />
      <Json title="Response body" value={entry.answer} lean={lean} />
    </>
  );
}

/** JSON, or the text that was sent instead. */
function Json({ title, value, lean = false }: { title: string; value: unknown; lean?: boolean }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        {value !== null && <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />}
      </div>
      {value === null ? (
        <p className="quiet">
          {lean ? 'Bodies aren’t logged: start the server with --request-log full.' : 'None.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{typeof value === 'string' ? text : <JsonText text={text} />}</code>
        </pre>
      )}
    </section>
  );
}
