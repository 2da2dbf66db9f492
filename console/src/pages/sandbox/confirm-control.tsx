import type { ReactNode } from 'react';
import { Confirm } from '../../components/dialog/confirm.tsx';
import { type Controlled, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';

export interface Question {
  title: string;
  consequences: readonly ReactNode[];
  /** The verb on the button. */
  action: string;
  /** Must be typed first. */
  phrase?: string;
  control: Controlled;
  command?: string;
  /** What is said once it is done. */
  did: string;
}

/** Asks before a control of the sandbox ends something. */
export default function ConfirmControl({ question, onClosed }: { question: Question; onClosed: () => void }) {
  const { control, command, did, ...asked } = question;
  const run = useControlled(did);
  return (
    <Confirm {...asked} run={() => run.mutateAsync(control)} onClosed={onClosed}>
      <ControlCode control={control} command={command} />
    </Confirm>
  );
}
