import { useRef } from 'react';
import { useStatus } from '../api/queries.ts';
import type { Workspace } from '../api/types.ts';
import { Modal } from '../components/modal.tsx';
import { FailureState, Skeleton } from '../components/states.tsx';
import { EditorForm } from './editor-form.tsx';

/** The sheet that creates a workspace, or edits the one it is given. */
export default function Editor({ workspace }: { workspace?: Workspace }) {
  const { data: status, error, refetch } = useStatus();
  const name = useRef<HTMLInputElement>(null);
  return (
    <Modal
      shape="sheet"
      title={workspace ? 'Edit workspace' : 'New workspace'}
      initialFocus={name}
      keepOnOutsidePress
    >
      {status ? (
        <EditorForm workspace={workspace} settings={status.settings} nameInput={name} />
      ) : error ? (
        <FailureState error={error} retry={() => refetch()} />
      ) : (
        <Skeleton lines={6} label="Loading form" />
      )}
    </Modal>
  );
}
