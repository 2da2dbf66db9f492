import { type FormEvent, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useArchive } from '../api/mutations.ts';
import type { Workspace } from '../api/types.ts';
import { isBlank } from '../workspaces/shown-name.ts';
import { closeDialog } from './dialog-store.ts';
import { Modal } from './modal.tsx';
import { errorText } from './states.tsx';

/** Asks for the name before archiving, and says what that does. */
export default function ArchiveDialog({ workspace }: { workspace: Workspace }) {
  const archive = useArchive(workspace.id);
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const phrase = isBlank(workspace.name) ? 'archive' : typeable(workspace.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeable(typed) !== phrase) {
      setRefused(true);
      input.current?.focus();
    } else if (!archive.isPending) archive.mutate(undefined, { onSuccess: closeDialog });
  };
  return (
    <Modal shape="box" title="Archive this workspace?" initialFocus={input} keepOnOutsidePress alert>
      <form onSubmit={submit} className="dialog-body">
        <ul className="consequences">
          <li>Archiving can’t be undone.</li>
          <li>The workspace becomes read-only. Lists that include archived workspaces still show it.</li>
          <li>It no longer counts towards the organization’s limit.</li>
        </ul>
        <label htmlFor="confirm">
          Type <strong className="phrase">{phrase}</strong> to confirm
        </label>
        <input
          ref={input}
          id="confirm"
          className="input"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setRefused(false);
          }}
          aria-invalid={refused}
          aria-describedby={refused ? 'confirm-fault' : undefined}
        />
        {refused && (
          <p className="fault" id="confirm-fault" role="alert">
            That doesn’t match.
          </p>
        )}
        {archive.error && (
          <p className="fault" role="alert">
            {archive.error instanceof ApiError ? errorText(archive.error) : archive.error.message}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={closeDialog}>
            Cancel
          </button>
          <button type="submit" className="button primary danger" aria-disabled={typeable(typed) !== phrase}>
            {archive.isPending ? 'Archiving…' : 'Archive workspace'}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** A name as one can type it: spaces and line breaks of any kind count as one space. */
const typeable = (name: string) => name.normalize('NFC').replace(/\s+/g, ' ').trim();
