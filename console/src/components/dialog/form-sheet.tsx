import { type NavigateOptions, useBlocker, useNavigate } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useRef } from 'react';
import { Button } from '../button/button.tsx';
import { Confirm } from './confirm.tsx';
import { Dialog, DialogActions, DialogBody } from './dialog.tsx';

/** Leaves a form that is done or given up. */
export type Leave = (to?: NavigateOptions) => void;

interface FormSheetProps {
  title: string;
  /** The page that it belongs to. */
  back: NavigateOptions;
  /** Whether leaving loses something. */
  dirty: boolean;
  /** Forgets what was typed. */
  onDiscard?: () => void;
  /** What leaving loses, if it isn’t what was typed. */
  loses?: { title: string; consequence: string; action: string };
  initialFocus?: RefObject<HTMLElement | null>;
  /** The form, given what leaves without asking, and what leaves like Escape does. */
  children: (leave: Leave, cancel: () => void) => ReactNode;
}

const typed = {
  title: 'Discard your changes?',
  consequence: 'What you entered isn’t saved yet.',
  action: 'Discard',
};

/** A form over the page that it belongs to, at an address of its own. Leaving it in any way asks if something would be lost. */
export function FormSheet({
  title,
  back,
  dirty,
  onDiscard,
  loses = typed,
  initialFocus,
  children,
}: FormSheetProps) {
  const navigate = useNavigate();
  const leaving = useRef(false);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && !leaving.current && current.pathname !== next.pathname,
    withResolver: true,
    enableBeforeUnload: false,
  });
  const leave: Leave = (to = back) => {
    leaving.current = true;
    navigate(to);
  };
  const cancel = () => void navigate(back);
  const mayClose = () => {
    cancel();
    return false;
  };
  return (
    <>
      <Dialog
        shape="sheet"
        title={title}
        onClosed={() => {}}
        mayClose={mayClose}
        {...(initialFocus && { initialFocus })}
      >
        {() => children(leave, cancel)}
      </Dialog>
      {blocker.status === 'blocked' && (
        <Confirm
          title={loses.title}
          consequences={[loses.consequence]}
          action={loses.action}
          cancel="Keep editing"
          run={async () => {
            leaving.current = true;
            onDiscard?.();
            blocker.proceed();
          }}
          onClosed={() => blocker.reset?.()}
        />
      )}
    </>
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
