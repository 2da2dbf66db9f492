import { call } from '../../api/client.ts';
import type { Workspace } from '../../api/types.ts';
import { Confirm } from '../../components/dialog/confirm.tsx';
import { toast } from '../../components/toast/toast.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import { forEach } from './bulk.ts';

interface BulkArchiveProps {
  workspaces: readonly Workspace[];
  onClosed: () => void;
  onDone: () => void;
}

/** Asks for their number before several workspaces are archived. */
export default function BulkArchive({ workspaces, onClosed, onDone }: BulkArchiveProps) {
  const [first, ...others] = workspaces.map(shownName);
  const count = workspaces.length;
  const noun = count === 1 ? 'workspace' : 'workspaces';
  return (
    <Confirm
      title={`Archive ${count} ${noun}?`}
      consequences={[
        'Archiving can’t be undone.',
        'Their API keys stop working, and nobody can be added to them any more.',
        others.length === 0
          ? first
          : `${[first, ...others.slice(0, 4)].join(', ')}${others.length > 4 ? ', …' : ''}`,
      ]}
      action={`Archive ${count} ${noun}`}
      phrase={String(count)}
      run={async () => {
        await forEach(workspaces, ({ id }) =>
          call('POST /v1/organizations/workspaces/{workspace_id}/archive', { params: { workspace_id: id } }),
        );
        toast({ did: 'Archived', what: `${count} ${noun}` });
        onDone();
      }}
      onClosed={onClosed}
    />
  );
}
