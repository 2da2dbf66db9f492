import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { Confirm } from '../components/dialog/confirm.tsx';
import { Dialog } from '../components/dialog/dialog.tsx';

interface SecretSheetProps {
  title: string;
  /** What leaving loses now, if anything: what was typed, or a secret that was neither copied nor stored. */
  loses: 'typed' | 'secret' | null;
  /** Leaves for good: goes to another page, or unmounts the sheet. */
  onLeave: () => void;
  /** Forgets what was typed. */
  onDiscard?: () => void;
  initialFocus?: RefObject<HTMLElement | null>;
  /** What is inside, given what leaves without asking, and what leaves like Escape does. */
  children: (leave: () => void, cancel: () => void) => ReactNode;
}

const questions = {
  typed: {
    title: 'Discard your changes?',
    consequences: ['What you entered isn’t saved yet.'],
    action: 'Discard',
    cancel: 'Keep editing',
  },
  secret: {
    title: 'Leave without the key?',
    consequences: [
      'You haven’t copied the key, and it can’t be shown again.',
      'The key itself stays valid until you archive or delete it.',
    ],
    action: 'Leave without it',
    cancel: 'Back to the key',
  },
} as const;

/** A form that ends in a secret. Leaving it in any way asks while something would be lost, a reload too while that is the secret. */
export function SecretSheet({ title, loses, onLeave, onDiscard, initialFocus, children }: SecretSheetProps) {
  const leaving = useRef(false);
  const [asked, setAsked] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      loses !== null && !leaving.current && current.pathname !== next.pathname,
    withResolver: true,
    enableBeforeUnload: () => loses === 'secret' && !leaving.current,
  });
  const leave = () => {
    leaving.current = true;
    onLeave();
  };
  const cancel = () => (loses === null ? leave() : setAsked(true));
  const blocked = blocker.status === 'blocked';
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
        {...(initialFocus && { initialFocus })}
      >
        {() => children(leave, cancel)}
      </Dialog>
      {loses !== null && (asked || blocked) && (
        <Confirm {...questions[loses]} run={discard} onClosed={stay} />
      )}
    </>
  );
}
