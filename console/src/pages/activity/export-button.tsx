import { Download } from 'lucide-react';
import { useStatus } from '../../api/queries.ts';
import { Button } from '../../components/button/button.tsx';
import { Notice, sentenceOf } from '../../components/states/states.tsx';
import { toast } from '../../components/toast/toast.ts';
import { useStore } from '../../store.ts';
import {
  discardExport,
  type Export,
  feedExport,
  resumeExport,
  saveExport,
  startExport,
  stopExport,
} from './export.ts';
import styles from './export-button.module.css';
import type { queryOf } from './view.ts';

/** The export of this organization, if there is one. */
function useExport(): Export | undefined {
  const { data: status } = useStatus();
  const current = useStore(feedExport);
  return current?.of === status?.organization.id ? current : undefined;
}

const finished = (done: Promise<void>) =>
  void done.then(() => {
    if (feedExport.get() === undefined) toast({ did: 'Exported', what: 'activities.ndjson' });
  });

/** Saves everything that the filters find as NDJSON, oldest first. */
export function ExportButton({ query }: { query: ReturnType<typeof queryOf> }) {
  const { data: status } = useStatus();
  const busy = useExport()?.state === 'running';
  const start = () => status && finished(startExport(status.organization.id, query));
  return (
    <Button busy={busy} onClick={start}>
      <Download /> {busy ? 'Exporting…' : 'Export NDJSON'}
    </Button>
  );
}

/** How far an export has come; where it stopped, it can go on. */
export function ExportProgress() {
  const current = useExport();
  if (current === undefined) return null;
  const { state, count, lastId, error } = current;
  const entries = `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}`;
  if (state === 'running') {
    return (
      <Notice tone="info">
        <span className={styles.line}>
          Exporting: {entries} so far.
          <Button size="small" onClick={stopExport}>
            Stop
          </Button>
        </span>
      </Notice>
    );
  }
  return (
    <Notice>
      <span className={styles.line}>
        <span className={styles.text}>
          The export stopped. {error && sentenceOf(error)}{' '}
          {lastId === undefined ? (
            'It has no entries yet.'
          ) : (
            <>
              It has {entries}, up to <code className="breakable">{lastId}</code>.
            </>
          )}
        </span>
        <Button size="small" onClick={() => finished(resumeExport())}>
          Resume
        </Button>
        {count > 0 && (
          <Button size="small" onClick={saveExport}>
            Save what it has
          </Button>
        )}
        <Button size="small" look="quiet" onClick={discardExport}>
          Discard
        </Button>
      </span>
    </Notice>
  );
}
