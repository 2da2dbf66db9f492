import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { Button } from '../button/button.tsx';
import { AskingSheet, sent, typed } from './asking-sheet.tsx';
import { DialogActions, DialogBody } from './dialog.tsx';

/** Leaves a form that is done or given up. */
export type Leave = (to?: NavigateOptions) => void;

interface FormSheetProps {
  title: string;
  /** The page that it belongs to. */
  back: NavigateOptions;
  /** Whether something was typed that isn’t sent yet. */
  dirty: boolean;
  /** Whether it is being sent. */
  busy: boolean;
  /** Forgets what was typed. */
  onDiscard?: () => void;
  /** The form, given what leaves without asking, and what leaves like Escape does. */
  children: (leave: Leave, cancel: () => void) => ReactNode;
}

/** A form over the page that it belongs to, at an address of its own. */
export function FormSheet({ title, back, dirty, busy, onDiscard, children }: FormSheetProps) {
  const navigate = useNavigate();
  const target = useRef(back);
  return (
    <AskingSheet
      title={title}
      loses={busy ? sent : dirty ? typed : null}
      onLeave={() => navigate(target.current)}
      onDiscard={onDiscard}
    >
      {(leave, cancel) => {
        const leaveTo: Leave = (to = back) => {
          target.current = to;
          leave();
        };
        return children(leaveTo, cancel);
      }}
    </AskingSheet>
  );
}

interface FormFrameProps {
  /** What the button says that sends it. */
  action: string;
  busy: boolean;
  /** Why it can’t be sent at all. */
  reason?: string | undefined;
  onCancel: () => void;
  children: ReactNode;
}

/** The inside of a form in a sheet: fields that scroll, and buttons that don’t. */
export function FormFrame({ action, busy, reason, onCancel, children }: FormFrameProps) {
  return (
    <>
      <DialogBody>{children}</DialogBody>
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} reason={reason}>
          {action}
        </Button>
      </DialogActions>
    </>
  );
}
