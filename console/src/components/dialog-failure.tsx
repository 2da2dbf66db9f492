import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from '../store.ts';
import { clearDialog, closeDialog, dialog, reloadIntoDialog } from './dialog-store.ts';

let failedBefore = false;

/**
 * Shown instead of a dialog whose code failed to load; it needs none of that code. Browsers cache such a failure until
 * the page is reloaded, so from the second failure on it reloads the page.
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
          Couldn’t load this dialog
        </h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={() => box.current?.close()}>
          <X />
        </button>
      </header>
      <div className="dialog-body">
        <p>The server may be down or have been updated.</p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={reloadIntoDialog}>
            Try again
          </button>
        </div>
      </div>
    </dialog>
  );
}
