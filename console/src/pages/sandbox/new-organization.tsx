import { useState } from 'react';
import type { MadeOrganization } from '../../../../src/sandbox/client.ts';
import { Button } from '../../components/button/button.tsx';
import { Select } from '../../components/form/select.tsx';
import { Notice, sentenceOf } from '../../components/states/states.tsx';
import { useControlled } from '../../sandbox/control.ts';
import { ControlCode, quoted } from '../../sandbox/control-code.tsx';
import { Input, Labelled, Line } from './labelled.tsx';
import { useStates } from './states.ts';

const lives = [
  { value: '1h', label: '1 hour' },
  { value: '1d', label: '1 day' },
  { value: '7d', label: '7 days' },
  { value: '', label: 'Until it is deleted' },
];

/** Makes an organization for a test; its key is shown by whoever gets it. */
export function NewOrganization({ onMade }: { onMade: (made: MadeOrganization) => void }) {
  const [name, setName] = useState('');
  const [from, setFrom] = useState('empty');
  const [ttl, setTtl] = useState('1h');
  const states = useStates();
  const make = useControlled<MadeOrganization>((made) => `Made ${made.name}`);
  const body = { ...(name && { name }), ...(from !== 'empty' && { from }), ...(ttl && { ttl }) };
  const control = { route: 'POST /x/sandbox/organizations', body };
  const options = [
    name && ` --name ${quoted(name)}`,
    from !== 'empty' && ` --from ${from}`,
    ttl && ` --ttl ${ttl}`,
  ];
  const done = (made: MadeOrganization) => {
    setName('');
    onMade(made);
  };
  return (
    <>
      <Line onSubmit={() => make.mutate(control, { onSuccess: done })}>
        <Input label="Name" value={name} placeholder="Test" onChange={setName} />
        <Labelled label="Starts with">
          <Select value={from} choices={states} onChange={setFrom} />
        </Labelled>
        <Labelled label="Expires after">
          <Select value={ttl} choices={lives} onChange={setTtl} />
        </Labelled>
        <Button type="submit" busy={make.isPending}>
          Create organization
        </Button>
      </Line>
      {make.error && <Notice tone="bad">{sentenceOf(make.error)}</Notice>}
      <ControlCode
        control={control}
        command={`eval "$(workspaced sandbox env${options.filter(Boolean).join('')})"`}
      />
    </>
  );
}
