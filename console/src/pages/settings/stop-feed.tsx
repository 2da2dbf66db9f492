import { useWrite } from '../../api/writes.ts';
import { Confirm } from '../../components/dialog/confirm.tsx';

/** Asks before the activity feed stops. */
export default function StopFeed({ onClosed }: { onClosed: () => void }) {
  const stop = useWrite('POST /v1/organizations/compliance_settings', () => ({
    did: 'Turned off',
    what: 'the activity feed',
  }));
  return (
    <Confirm
      title="Turn off the activity feed?"
      consequences={[
        'Nothing is recorded while it is off.',
        'The gap stays: what happens meanwhile can’t be found later.',
        'What was recorded before is kept.',
      ]}
      action="Turn off"
      run={() => stop.mutateAsync({ body: { state: 'disabled' } })}
      onClosed={onClosed}
    />
  );
}
