import { useState } from 'react';
import type { MadeOrganization } from '../../../../src/sandbox/client.ts';
import type { Listed } from '../../../../src/sandbox/store.ts';
import { ApiError, send } from '../../api/client.ts';
import { changeSession } from '../../api/session.ts';
import { Badge } from '../../components/badge/badge.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { ServerTime } from '../../components/relative-time/relative-time.tsx';
import { Loaded, Notice, sentenceOf } from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { one, useControl } from '../../sandbox/control.ts';
import { ControlCode } from '../../sandbox/control-code.tsx';
import type { Question } from './confirm-control.tsx';
import { NewOrganization } from './new-organization.tsx';
import styles from './sandbox-page.module.css';

const ConfirmControl = lazily(() => import('./confirm-control.tsx'));
const MadeDialog = lazily(() => import('./made-dialog.tsx'));
const listing = { route: 'GET /x/sandbox/organizations' };

/** The organizations that were made for tests. */
export function OrganizationsCard({ ownId }: { ownId: string }) {
  const read = useControl<{ data: Listed[] }>(listing);
  const [question, setQuestion] = useState<Question>();
  const [made, setMade] = useState<MadeOrganization>();
  const isElsewhere = read.error instanceof ApiError && read.error.status === 401;
  return (
    <div className={styles.wide}>
      <Card title="Organizations for tests">
        {isElsewhere ? (
          <p className="quiet">
            They are made and deleted on the machine that the sandbox runs on, or with its own key
            (WORKSPACED_SANDBOX_KEY) on the command line.
          </p>
        ) : (
          <div className={styles.part}>
            <Loaded read={read} label="Loading organizations" lines={3}>
              {({ data }) => (
                <Organizations
                  organizations={data}
                  ownId={ownId}
                  onDelete={(each) => setQuestion(deleting(each))}
                />
              )}
            </Loaded>
            <NewOrganization onMade={setMade} />
            <ControlCode label="This list as a call" control={listing} command="workspaced sandbox list" />
          </div>
        )}
        {question && <ConfirmControl question={question} onClosed={() => setQuestion(undefined)} />}
        {made && <MadeDialog made={made} onClosed={() => setMade(undefined)} />}
      </Card>
    </div>
  );
}

interface OrganizationsProps {
  organizations: readonly Listed[];
  ownId: string;
  onDelete: (organization: Listed) => void;
}

function Organizations({ organizations, ownId, onDelete }: OrganizationsProps) {
  const [error, setError] = useState<Error>();
  if (organizations.length === 0) {
    return <p className="quiet">None yet. Give each test its own, with a key that works nowhere else.</p>;
  }
  return (
    <>
      <ul className={styles.rows}>
        {organizations.map((each) => (
          <li key={each.id}>
            <span className={styles.grow}>
              <bdi>{each.name}</bdi> {each.id === ownId && <Badge tone="accent">This one</Badge>}{' '}
              <code className="quiet">{each.id}</code>
            </span>
            <span className="quiet">
              made <ServerTime value={each.created_at} />
              {each.expires_at === null ? (
                ', stays'
              ) : (
                <>
                  , ends <ServerTime value={each.expires_at} />
                </>
              )}
            </span>
            <Button
              size="small"
              aria-label={`Open ${each.name} in the console`}
              reason={each.id === ownId ? 'It is the one that you see.' : undefined}
              onClick={() => openInConsole(each.id).catch(setError)}
            >
              Open
            </Button>
            <Button
              size="small"
              look="quiet"
              aria-label={`Delete ${each.name}`}
              reason={each.id === ownId ? 'The console is signed in to it.' : undefined}
              onClick={() => onDelete(each)}
            >
              Delete…
            </Button>
          </li>
        ))}
      </ul>
      {error && <Notice tone="bad">{sentenceOf(error)}</Notice>}
    </>
  );
}

/** Signs in to another organization, and begins there: nothing of this one may stay on screen, in any tab. */
async function openInConsole(organization_id: string): Promise<void> {
  await send('POST /x/sandbox/session', { body: { organization_id } }, { key: '' });
  changeSession();
  location.assign('/console/');
}

const deleting = ({ id, name }: Listed): Question => ({
  title: 'Delete this organization?',
  consequences: [
    `${name} and everything in it is deleted.`,
    'Its keys stop working at once.',
    'This can’t be undone.',
  ],
  action: 'Delete organization',
  phrase: name,
  control: { route: `DELETE ${one}`, params: { organization_id: id }, isOfOthers: true },
  command: `workspaced sandbox delete ${id}`,
  did: `Deleted ${name}`,
});
