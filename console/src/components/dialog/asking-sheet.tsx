import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { Confirm } from './confirm.tsx';
import { Dialog } from './dialog.tsx';

/** What leaving loses, as it is asked. */
export interface Loss {
  title: string;
  consequences: readonly string[];
  /** The verb that leaves all the same. */
  action: string;
  /** The verb that stays. */
  cancel: string;
  /** Whether a reload loses it too. */
  byReload?: true;
}

/** Loses what was typed. */
export const typed: Loss = {
  title: 'Discard your changes?',
  consequences: ['What you entered isn’t saved yet.'],
  action: 'Discard',
  cancel: 'Keep editing',
};

/** Leaves while what was typed is on its way. */
export const sent: Loss = {
  title: 'Leave while it is being sent?',
  consequences: ['It may be saved all the same.'],
  action: 'Leave',
  cancel: 'Stay',
};

interface AskingSheetProps {
  title: string;
  /** What leaving loses now; null if nothing. */
  loses: Loss | null;
  /** Leaves for good: goes to another page, or unmounts the sheet. */
  onLeave: () => void;
  /** Forgets what is lost. */
  onDiscard?: (() => void) | undefined;
  /** What is inside, given what leaves without asking, and what leaves like Escape does. */
  children: (leave: () => void, cancel: () => void) => ReactNode;
}

/** A sheet that asks before it is left in any way while something would be lost. */
export function AskingSheet(props: AskingSheetProps) {
  const { title, loses, onLeave, onDiscard, children } = props;
  const leaving = useRef(false);
  const [asked, setAsked] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      loses !== null && !leaving.current && current.pathname !== next.pathname,
    withResolver: true,
    enableBeforeUnload: () => loses?.byReload === true && !leaving.current,
  });
  const blocked = blocker.status === 'blocked';
  const leave = () => {
    leaving.current = true;
    onLeave();
  };
  const cancel = () => (loses === null ? leave() : setAsked(true));
  const discard = async () => {
    onDiscard?.();
    leaving.current = true;
    if (blocked) blocker.proceed();
    else onLeave();
  };
  const stay = () => {
    setAsked(false);
    if (blocked && !leaving.current) blocker.reset();
  };
  return (
    <>
      <Dialog
        shape="sheet"
        title={title}
        onClosed={() => {}}
        mayClose={() => {
          cancel();
          return false;
        }}
      >
        {() => children(leave, cancel)}
      </Dialog>
      {loses !== null && (asked || blocked) && (
        <Confirm
          title={loses.title}
          consequences={loses.consequences}
          action={loses.action}
          cancel={loses.cancel}
          run={discard}
          onClosed={stay}
        />
      )}
    </>
  );
}
