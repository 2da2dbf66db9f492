import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { openerNow } from '../../focus.ts';
import { countNavigations } from '../../navigated.ts';
import button from '../button/button.module.css';
import styles from './dialog.module.css';

interface DialogProps {
  /** A sheet slides in from the side and fills a phone’s screen; a box is centred. */
  shape: 'sheet' | 'box';
  title: string;
  /** Called once it has faded out. */
  onClosed: () => void;
  /** Asked before it closes by Escape, a click outside or ×; false keeps it open. */
  mayClose?: () => boolean;
  /** What has the focus first, if not the first field. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Whether it asks about something that can’t be undone. */
  alert?: boolean;
  /** What is inside gets a function that closes the dialog without asking. */
  children: (close: () => void) => ReactNode;
}

/** The frame of every dialog: title, close button, focus trapped inside and restored afterwards. */
export function Dialog(props: DialogProps) {
  const { shape, title, onClosed, mayClose = () => true, initialFocus, alert = false, children } = props;
  const [open, setOpen] = useState(true);
  const [opener] = useState(openerNow);
  const [opened] = useState(countNavigations);
  const popup = useRef<HTMLDivElement>(null);
  const firstField = () =>
    popup.current?.querySelector<HTMLElement>(
      'form :is(input:not([type=radio]), input:checked, select, textarea)',
    ) ?? true;
  const giveBackFocus = () =>
    opener instanceof HTMLElement &&
    opener.isConnected &&
    opener !== document.body &&
    // On another page, the navigation at the side is still there, but the title is where to go on.
    countNavigations() === opened
      ? opener
      : document.querySelector<HTMLElement>('h1');
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && mayClose() && setOpen(false)}
      onOpenChangeComplete={(next) => !next && onClosed()}
      disablePointerDismissal={shape === 'sheet' || alert}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={`${styles.dialog} ${styles[shape]}`}
          data-dialog
          role={alert ? 'alertdialog' : 'dialog'}
          ref={popup}
          initialFocus={initialFocus ?? firstField}
          finalFocus={giveBackFocus}
        >
          <header className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close className={button.icon} aria-label="Close">
              <X />
            </Base.Close>
          </header>
          {children(() => setOpen(false))}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The part of a dialog that scrolls. */
export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div className={styles.body}>{children}</div>
);

/** The buttons at its end. */
export const DialogActions = ({ children }: { children: ReactNode }) => (
  <footer className={styles.actions}>{children}</footer>
);
