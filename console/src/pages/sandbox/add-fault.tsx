import { operations } from 'virtual:operations';
import { useId, useState } from 'react';
import type { Fault } from '../../../../src/contract/fault.ts';
import { Button } from '../../components/button/button.tsx';
import { Select } from '../../components/form/select.tsx';
import { Notice, sentenceOf } from '../../components/states/states.tsx';
import { one, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import { faultOf, presets } from '../../sandbox/faults.ts';
import { Input, Labelled, Line } from './labelled.tsx';

const ids = [...new Set(Object.values(operations).map(({ id }) => id))].sort();
const resources = [...new Set(ids.map((id) => `${id.split('.')[0]}.*`))];
const moments = [
  { value: 'before', label: 'Before the commit: it doesn’t happen' },
  { value: 'after', label: 'After the commit: the response is lost' },
];

/** Adds a fault from a preset. */
export function AddFault() {
  const [operation, setOperation] = useState('workspaces.create');
  const [preset, setPreset] = useState('429');
  const [when, setWhen] = useState('before');
  const [times, setTimes] = useState('1');
  const list = useId();
  const add = useControlled('Added a fault');
  const body: Fault = { ...faultOf(preset, operation, when), ...(times !== '1' && { times: Number(times) }) };
  const control = { route: `POST ${one}/faults`, body };
  return (
    <>
      <Line onSubmit={() => add.mutate(control)}>
        <Input label="Operation" value={operation} list={list} onChange={setOperation} />
        <datalist id={list}>
          {['*', ...resources, ...ids].map((id) => (
            <option key={id} value={id} />
          ))}
        </datalist>
        <Labelled label="What happens">
          <Select
            value={preset}
            choices={presets.map(({ id, label }) => ({ value: id, label }))}
            onChange={setPreset}
          />
        </Labelled>
        <Labelled label="When">
          <Select value={when} choices={moments} onChange={setWhen} />
        </Labelled>
        <Input label="How often" type="number" value={times} onChange={setTimes} />
        <Button type="submit" busy={add.isPending}>
          Add fault
        </Button>
      </Line>
      {add.error && <Notice tone="bad">{sentenceOf(add.error)}</Notice>}
      <ControlCode control={control} />
    </>
  );
}
