import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Select } from '../../components/form/select.tsx';
import { lazily } from '../../lazily.tsx';
import { one } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import { Labelled, Line } from './labelled.tsx';
import styles from './sandbox-page.module.css';
import { endsOfReset, useStates } from './states.ts';

const ConfirmControl = lazily(() => import('./confirm-control.tsx'));

/** Brings this organization back to a state. */
export function ResetCard({ name }: { name: string }) {
  const [to, setTo] = useState('seed');
  const [asked, setAsked] = useState(false);
  const states = useStates();
  const control = { route: `POST ${one}/reset`, body: { to } };
  const command = to === 'seed' ? 'workspaced sandbox reset' : `workspaced sandbox reset --to ${to}`;
  return (
    <Card title="Reset">
      <div className={styles.part}>
        <p className="quiet">Brings everything in this organization back to a state, as before a test.</p>
        <Line onSubmit={() => setAsked(true)}>
          <Labelled label="Go back to">
            <Select value={to} choices={states} onChange={setTo} />
          </Labelled>
          <Button type="submit" look="danger">
            Reset…
          </Button>
        </Line>
        <ControlCode control={control} command={command} />
      </div>
      {asked && (
        <ConfirmControl
          question={{
            title: 'Reset this organization?',
            consequences: endsOfReset,
            action: 'Reset organization',
            phrase: name,
            control,
            command,
            did: 'Reset the organization',
          }}
          onClosed={() => setAsked(false)}
        />
      )}
    </Card>
  );
}
