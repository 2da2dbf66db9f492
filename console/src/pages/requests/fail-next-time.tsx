import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Select } from '../../components/form/select.tsx';
import { Notice, sentenceOf } from '../../components/states/states.tsx';
import { one, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import { faultOf, presets } from '../../sandbox/faults.ts';
import styles from './fail-next-time.module.css';

const moments = [
  { value: 'before', label: 'Before the commit' },
  { value: 'after', label: 'After the commit' },
];

/** Lets the next request of an operation fail, once. */
export function FailNextTime({ operation }: { operation: string | null }) {
  const [preset, setPreset] = useState('429');
  const [when, setWhen] = useState('before');
  const add = useControlled('The next one will fail');
  const control = { route: `POST ${one}/faults`, body: faultOf(preset, operation ?? '*', when) };
  return (
    <section className={styles.fail} aria-labelledby="fail-next-time">
      <h3 id="fail-next-time">Make this fail next time</h3>
      <div className={styles.line}>
        <Select
          aria-label="What happens"
          value={preset}
          choices={presets.map(({ id, label }) => ({ value: id, label }))}
          onChange={setPreset}
        />
        <Select aria-label="When" value={when} choices={moments} onChange={setWhen} />
        <Button
          busy={add.isPending}
          reason={operation === null ? 'There is no such operation.' : undefined}
          onClick={() => add.mutate(control)}
        >
          Fail once
        </Button>
      </div>
      <p className={styles.hint}>
        {when === 'before'
          ? 'The operation doesn’t happen.'
          : 'The operation happens, and its response is lost.'}
      </p>
      {add.error && <Notice tone="bad">{sentenceOf(add.error)}</Notice>}
      <ControlCode control={control} />
    </section>
  );
}
