import { Confirm } from '../../components/dialog/confirm.tsx';
import { one, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';

interface ClearLogProps {
  count: number;
  onCleared: () => void;
  onClosed: () => void;
}

/** Empties the request log, after asking. */
export default function ClearLog({ count, onCleared, onClosed }: ClearLogProps) {
  const clear = useControlled('Cleared the request log');
  const control = { route: `DELETE ${one}/requests` };
  return (
    <Confirm
      title="Clear the request log?"
      consequences={[
        `${count.toLocaleString('en')} ${count === 1 ? 'request is' : 'requests are'} deleted from the log.`,
        'The organization itself stays as it is.',
      ]}
      action="Clear log"
      run={async () => {
        await clear.mutateAsync(control);
        onCleared();
      }}
      onClosed={onClosed}
    >
      <ControlCode control={control} command="workspaced requests clear" />
    </Confirm>
  );
}
