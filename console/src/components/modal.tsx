import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useStore } from '../store.ts';
import { clearDialog, closeDialog, dialog } from './dialog-store.ts';

interface ModalProps {
  /** A sheet slides in from the side and fills a phone’s screen; a box is centred. */
  shape: 'sheet' | 'box';
  title: string;
  children: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  /** Whether a click outside leaves it open, so that nothing typed is lost. */
  keepOnOutsidePress?: boolean;
  alert?: boolean;
}

/** The frame of every dialog: title, close button, focus trapped inside and restored afterwards. */
export function Modal({ shape, title, children, initialFocus, keepOnOutsidePress, alert }: ModalProps) {
  const { open, opener } = useStore(dialog);
  const giveBackFocus = () =>
    opener instanceof HTMLElement && opener.isConnected && opener !== document.body
      ? opener
      : document.querySelector<HTMLElement>('h1');
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => !next && closeDialog()}
      onOpenChangeComplete={(next) => !next && clearDialog()}
      disablePointerDismissal={keepOnOutsidePress}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className={`dialog ${shape}`}
          role={alert ? 'alertdialog' : 'dialog'}
          initialFocus={initialFocus}
          finalFocus={giveBackFocus}
        >
          <header className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <X />
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
