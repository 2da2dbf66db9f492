import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '../button/button.tsx';
import { sentenceOf } from '../states/states.tsx';
import styles from './confirm.module.css';
import { Dialog, DialogActions, DialogBody } from './dialog.tsx';

interface ConfirmProps {
  title: string;
  /** What it ends, one to a line. */
  consequences: readonly ReactNode[];
  /** The verb on the button, such as `Archive workspace`. */
  action: string;
  /** Must be typed first, if what it does can’t be undone. */
  phrase?: string;
  /** Why it can’t be done yet. */
  reason?: string | undefined;
  /** Does it; what it throws is shown, and the dialog stays. */
  run: () => Promise<unknown>;
  onClosed: () => void;
  /** The verb on the other button. */
  cancel?: string;
  children?: ReactNode;
}

/** Asks before something is ended, and says what that takes with it. */
export function Confirm({
  title,
  consequences,
  action,
  phrase,
  reason,
  run,
  onClosed,
  cancel = 'Cancel',
  children,
}: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const refuse = useRef<HTMLButtonElement>(null);
  const wanted = phrase && typeable(phrase);
  const mismatch = 'That doesn’t match.';
  const submit = (close: () => void) => async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (wanted !== undefined && typeable(typed) !== wanted) {
      setFault(mismatch);
      input.current?.focus();
      return;
    }
    setBusy(true);
    setFault(undefined);
    try {
      await run();
      close();
    } catch (error) {
      setFault(sentenceOf(error as Error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      shape="box"
      title={title}
      onClosed={onClosed}
      initialFocus={wanted === undefined ? refuse : input}
      alert
    >
      {(close) => (
        <form onSubmit={submit(close)}>
          <DialogBody>
            <ul className={styles.consequences}>
              {consequences.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
                <li key={index}>{line}</li>
              ))}
            </ul>
            {children}
            {wanted !== undefined && (
              <label className={styles.phrase}>
                <span>
                  Type <strong>{wanted}</strong> to confirm
                </span>
                <input
                  ref={input}
                  autoComplete="off"
                  spellCheck={false}
                  value={typed}
                  onChange={(event) => {
                    setTyped(event.target.value);
                    setFault(undefined);
                  }}
                  aria-invalid={fault === mismatch}
                  aria-describedby={fault === undefined ? undefined : 'confirm-fault'}
                />
              </label>
            )}
            {fault && (
              <p className={styles.fault} id="confirm-fault" role="alert">
                {fault}
              </p>
            )}
          </DialogBody>
          <DialogActions>
            <Button ref={refuse} onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" look="danger-primary" busy={busy} reason={reason}>
              {action}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}

/** A name as one can type it: spaces and line breaks of any kind count as one space. */
const typeable = (name: string) => name.normalize('NFC').replace(/\s+/g, ' ').trim();
