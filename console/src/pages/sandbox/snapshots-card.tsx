import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { ServerTime } from '../../components/relative-time/relative-time.tsx';
import { Loaded, Notice, sentenceOf } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { one, useControlled } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import type { Question } from './confirm-control.tsx';
import { Input, Line } from './labelled.tsx';
import styles from './sandbox-page.module.css';
import { endsOfReset, type Snapshot, useSnapshots } from './states.ts';

const ConfirmControl = lazily(() => import('./confirm-control.tsx'));

/** The kept states of this organization, which can be brought back. */
export function SnapshotsCard({ name }: { name: string }) {
  const read = useSnapshots();
  const [question, setQuestion] = useState<Question>();
  return (
    <Card title="Snapshots">
      <div className={styles.part}>
        <Loaded read={read} label="Loading snapshots" lines={2}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="quiet">None yet. A snapshot keeps the organization as it is now.</p>
            ) : (
              <ul className={styles.rows}>
                {data.map((each) => (
                  <li key={each.name}>
                    <code className={styles.grow}>{each.name}</code>
                    <span className="quiet">
                      <ServerTime value={each.created_at} />
                    </span>
                    <Button
                      size="small"
                      aria-label={`Restore ${each.name}`}
                      onClick={() => setQuestion(restoring(each, name))}
                    >
                      Restore…
                    </Button>
                    <Button
                      size="small"
                      look="quiet"
                      aria-label={`Delete ${each.name}`}
                      onClick={() => setQuestion(deleting(each))}
                    >
                      Delete…
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
        <NewSnapshot />
      </div>
      {question && <ConfirmControl question={question} onClosed={() => setQuestion(undefined)} />}
    </Card>
  );
}

function NewSnapshot() {
  const [name, setName] = useState('');
  const keep = useControlled<Snapshot>((made) => `Kept snapshot ${made.name}`);
  const control = { route: `POST ${one}/snapshots`, body: { name } };
  return (
    <>
      <Line onSubmit={() => keep.mutate(control, { onSuccess: () => setName('') })}>
        <Input label="Name of a new snapshot" value={name} placeholder="before" onChange={setName} />
        <Button type="submit" busy={keep.isPending}>
          Create snapshot
        </Button>
      </Line>
      {keep.error && <Notice tone="bad">{sentenceOf(keep.error)}</Notice>}
      <ControlCode control={control} />
    </>
  );
}

const restoring = ({ name }: Snapshot, phrase: string): Question => ({
  title: `Restore ${name}?`,
  consequences: endsOfReset,
  action: 'Restore snapshot',
  phrase,
  control: { route: `POST ${one}/snapshots/{name}/restore`, params: { name } },
  command: `workspaced sandbox reset --to snapshot:${name}`,
  did: `Restored ${name}`,
});

const deleting = ({ name }: Snapshot): Question => ({
  title: `Delete ${name}?`,
  consequences: ['The snapshot can’t be restored any more.', 'The organization itself stays as it is.'],
  action: 'Delete snapshot',
  control: { route: `DELETE ${one}/snapshots/{name}`, params: { name } },
  did: `Deleted ${name}`,
});
