import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from '../store.ts';
import { clearDialog, closeDialog, dialog, reloadIntoDialog } from './dialog-store.ts';

let failedBefore = false;

/**
 * Stands for a dialog whose code failed to load, and needs none of that code. A browser remembers such a failure for as
 * long as the page lives: from the second one on, the page is loaded anew.
 */
export function DialogFailure() {
  const { open } = useStore(dialog);
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!open) return clearDialog();
    box.current?.showModal();
    if (failedBefore) reloadIntoDialog();
    failedBefore = true;
  }, [open]);
  return (
    <dialog ref={box} className="dialog box" aria-labelledby="failure" onClose={closeDialog}>
      <header className="dialog-head">
        <h2 className="dialog-title" id="failure">
          This part could not be shown
        </h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={() => box.current?.close()}>
          <X />
        </button>
      </header>
      <div className="dialog-body">
        <p>The server may have been updated or be away.</p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={reloadIntoDialog}>
            Try again
          </button>
        </div>
      </div>
    </dialog>
  );
}
