import { useState } from 'react';
import { Badge } from '../../components/badge/badge.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Loaded, Notice, sentenceOf } from '../../components/states/states.tsx';
import { one, useControl, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import { clockControl, type ShownClock } from '../../sandbox/organization-clock.tsx';
import { Input, Line } from './labelled.tsx';
import styles from './sandbox-page.module.css';

const steps = [
  ['PT1H', '1 hour'],
  ['P1D', '1 day'],
  ['P7D', '1 week'],
  ['P30D', '30 days'],
] as const;

const said = ({ now }: ShownClock) => `The clock shows ${shown(now)}`;

/** The clock of this organization, which can be moved forward and stopped. */
export function ClockCard() {
  const read = useControl<ShownClock>(clockControl, { refetchInterval: 5_000 });
  const [to, setTo] = useState('');
  const move = useControlled<ShownClock>(said);
  const moving = {
    route: `POST ${one}/clock/advance`,
    body: to === '' ? { by: 'P1D' } : { to: `${to}:00Z` },
  };
  return (
    <Card title="Clock">
      <Loaded read={read} label="Loading clock" lines={3}>
        {({ now, frozen }) => (
          <div className={styles.part}>
            <p>
              <time dateTime={now} className={styles.figure}>
                {shown(now)}
              </time>{' '}
              <Badge tone={frozen ? 'info' : 'good'}>{frozen ? 'Stopped' : 'Running'}</Badge>
            </p>
            <p className="quiet">
              It only moves forward; a reset restores it. Keys and invites expire by it.
            </p>
            <div className={styles.buttons}>
              {steps.map(([by, text]) => (
                <Button
                  key={by}
                  size="small"
                  onClick={() => move.mutate({ route: `POST ${one}/clock/advance`, body: { by } })}
                >
                  + {text}
                </Button>
              ))}
              <Button
                size="small"
                onClick={() => move.mutate({ route: `POST ${one}/clock/${frozen ? 'resume' : 'freeze'}` })}
              >
                {frozen ? 'Start clock' : 'Stop clock'}
              </Button>
            </div>
            <Line onSubmit={() => to !== '' && move.mutate(moving)}>
              <Input label="Set to (UTC)" type="datetime-local" value={to} onChange={setTo} />
              <Button
                type="submit"
                busy={move.isPending}
                reason={to === '' ? 'Enter a time first.' : undefined}
              >
                Set
              </Button>
            </Line>
            {move.error && <Notice tone="bad">{sentenceOf(move.error)}</Notice>}
            <ControlCode control={moving} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

/** A time as people read it, to the second. */
const shown = (time: string) => `${time.slice(0, 19).replace('T', ' ')} UTC`;
