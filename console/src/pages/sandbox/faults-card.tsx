import { useState } from 'react';
import type { ShownFault } from '../../../../src/sandbox/faults.ts';
import { Badge } from '../../components/badge/badge.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Loaded } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { one, useControl } from '../../sandbox/control.ts';
import { faultText } from '../../sandbox/faults.ts';
import { AddFault } from './add-fault.tsx';
import styles from './sandbox-page.module.css';

const ConfirmControl = lazily(() => import('./confirm-control.tsx'));

/** What will go wrong, and what has. */
export function FaultsCard() {
  const read = useControl<{ data: ShownFault[] }>({ route: `GET ${one}/faults` }, { refetchInterval: 3_000 });
  const [asked, setAsked] = useState(false);
  const count = read.data?.data.length ?? 0;
  return (
    <div className={styles.wide}>
      <Card
        title="Faults"
        actions={
          count > 0 && (
            <Button size="small" look="quiet" onClick={() => setAsked(true)}>
              Clear…
            </Button>
          )
        }
      >
        <div className={styles.part}>
          <Loaded read={read} label="Loading faults" lines={3}>
            {({ data }) =>
              data.length === 0 ? (
                <p className="quiet">None. A fault waits for a client’s request and makes it fail.</p>
              ) : (
                <ul className={styles.rows}>
                  {data.map((fault) => (
                    <FaultRow key={fault.id} fault={fault} />
                  ))}
                </ul>
              )
            }
          </Loaded>
          <AddFault />
        </div>
        {asked && (
          <ConfirmControl
            question={{
              title: 'Clear all faults?',
              consequences: [
                `${count.toLocaleString('en')} ${count === 1 ? 'fault is' : 'faults are'} deleted, waiting or not.`,
              ],
              action: 'Clear faults',
              control: { route: `DELETE ${one}/faults` },
              did: 'Cleared the faults',
            }}
            onClosed={() => setAsked(false)}
          />
        )}
      </Card>
    </div>
  );
}

function FaultRow({ fault }: { fault: ShownFault }) {
  const { operation, hits, remaining, skip = 0, probability, ttl } = fault;
  const more = [
    skip > 0 && `after ${skip} ${skip === 1 ? 'request' : 'requests'}`,
    probability !== undefined && `with probability ${probability}`,
    ttl && `for ${ttl}`,
  ].filter(Boolean);
  return (
    <li>
      <code>{operation}</code>
      <span className={`${styles.grow} quiet`}>{[faultText(fault), ...more].join(', ')}</span>
      <Progress hits={hits} remaining={remaining} />
    </li>
  );
}

function Progress({ hits, remaining }: Pick<ShownFault, 'hits' | 'remaining'>) {
  const times = `${hits.toLocaleString('en')}×`;
  if (remaining === null) return <Badge tone="info">Met {times}, without limit</Badge>;
  if (remaining === 0) return <Badge tone="good">{hits === 1 ? 'Met' : `Met ${times}`}</Badge>;
  if (hits === 0) return <Badge tone="warn">Waiting{remaining > 1 && ` for ${remaining}`}</Badge>;
  return (
    <Badge tone="warn">
      Met {times}, waiting for {remaining.toLocaleString('en')}
    </Badge>
  );
}
