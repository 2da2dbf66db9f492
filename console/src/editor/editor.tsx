import { useRef } from 'react';
import { useSettings } from '../api/queries.ts';
import type { Workspace } from '../api/types.ts';
import { Modal } from '../components/modal.tsx';
import { FailureState, Skeleton } from '../components/states.tsx';
import { EditorForm } from './editor-form.tsx';

/** The sheet that creates a workspace, or edits the one it is given. */
export default function Editor({ workspace }: { workspace?: Workspace }) {
  const { data: settings, error, refetch } = useSettings();
  const name = useRef<HTMLInputElement>(null);
  return (
    <Modal
      shape="sheet"
      title={workspace ? 'Edit workspace' : 'New workspace'}
      initialFocus={name}
      keepOnOutsidePress
    >
      {settings ? (
        <EditorForm workspace={workspace} settings={settings} nameInput={name} />
      ) : error ? (
        <FailureState error={error} retry={() => refetch()} />
      ) : (
        <Skeleton lines={6} label="Loading the form" />
      )}
    </Modal>
  );
}
