import { Archive, Tag } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { lazily } from '../../lazily.tsx';
import styles from './bulk-bar.module.css';

const BulkArchive = lazily(() => import('./bulk-archive.tsx'));
const BulkTag = lazily(() => import('./bulk-tag.tsx'));

interface BulkBarProps {
  workspaces: readonly Workspace[];
  defaultId: string | undefined;
  onDone: () => void;
}

/** What can be done with all that are selected. */
export default function BulkBar({ workspaces, defaultId, onDone }: BulkBarProps) {
  const [dialog, setDialog] = useState<'archive' | 'tag'>();
  const mayWrite = useRefusal('POST /v1/organizations/workspaces/{workspace_id}');
  const archivable = workspaces.filter(({ id, archived_at }) => archived_at === null && id !== defaultId);
  const active = workspaces.filter(({ archived_at }) => archived_at === null);
  const none = (list: readonly Workspace[], reason: string) =>
    mayWrite ?? (list.length === 0 ? reason : undefined);
  const close = () => setDialog(undefined);
  const dialogs: Record<string, ReactNode> = {
    archive: <BulkArchive workspaces={archivable} onClosed={close} onDone={onDone} />,
    tag: <BulkTag workspaces={active} onClosed={close} onDone={onDone} />,
  };
  return (
    <section className={styles.bar} data-bulk-bar aria-label="Selected workspaces">
      <strong>{workspaces.length} selected</strong>
      <Button
        size="small"
        reason={none(active, 'Archived workspaces are read-only.')}
        onClick={() => setDialog('tag')}
      >
        <Tag /> Add a tag
      </Button>
      <Button
        size="small"
        look="danger"
        reason={none(archivable, 'None of these can be archived.')}
        onClick={() => setDialog('archive')}
      >
        <Archive /> Archive
      </Button>
      <Button size="small" look="quiet" onClick={onDone}>
        Clear selection
      </Button>
      {dialog && dialogs[dialog]}
    </section>
  );
}
