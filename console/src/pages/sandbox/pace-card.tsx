import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Notice, sentenceOf } from '../../components/states/states.tsx';
import { one, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import { Input, Line } from './labelled.tsx';
import styles from './sandbox-page.module.css';

/** How late writes become visible, and how many requests are answered. */
export function PaceCard() {
  return (
    <Card title="Lag and rate limit">
      <div className={styles.part}>
        <Amount
          label="Lag of reads (ms)"
          about="Writes become visible to reads only after this time, at most a minute; 0 ends it."
          path="lag"
          member="ms"
          unit="ms of lag"
          initial="800"
        />
        <Amount
          label="Requests a minute"
          about="429 with retry-after beyond it; 0 ends it."
          path="rate-limit"
          member="per_minute"
          unit="requests a minute"
          initial="100"
        />
        <p className="quiet">The current values can’t be shown. A reset ends both.</p>
      </div>
    </Card>
  );
}

interface AmountProps {
  label: string;
  about: string;
  path: string;
  member: string;
  unit: string;
  initial: string;
}

function Amount({ label, about, path, member, unit, initial }: AmountProps) {
  const [value, setValue] = useState(initial);
  const set = useControlled<Record<string, number>>((answer) => {
    const amount = answer[member] ?? 0;
    return amount === 0 ? `Ended: no ${unit} set` : `Set: ${amount.toLocaleString('en')} ${unit}`;
  });
  const control = (amount: number) => ({ route: `POST ${one}/${path}`, body: { [member]: amount } });
  return (
    <div className={styles.part}>
      <Line onSubmit={() => set.mutate(control(Number(value)))}>
        <Input label={label} type="number" value={value} onChange={setValue} />
        <Button type="submit" busy={set.isPending}>
          Set
        </Button>
        <Button look="quiet" aria-label={`End: ${label}`} onClick={() => set.mutate(control(0))}>
          End
        </Button>
      </Line>
      <p className="quiet">{about}</p>
      {set.error && <Notice tone="bad">{sentenceOf(set.error)}</Notice>}
      <ControlCode control={control(Number(value))} />
    </div>
  );
}
