import { useState } from 'react';
import { useGet, useRefusal } from '../../api/queries.ts';
import { useWrite } from '../../api/writes.ts';
import { Card } from '../../components/card/card.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { Loaded } from '../../components/states/states.tsx';
import { Switch } from '../../components/switch/switch.tsx';
import { lazily } from '../../lazily.tsx';
import styles from './settings-cards.module.css';

const StopFeed = lazily(() => import('./stop-feed.tsx'));
const Failed = lazily(() => import('../../keys/failed.tsx'));

/** Whether the activity feed is recorded, and the switch for it. */
export function FeedCard() {
  // Every read is itself an activity, so it isn’t repeated by the clock.
  const read = useGet('GET /v1/organizations/compliance_settings', {}, { refetchInterval: false });
  return (
    <Card title="Activity feed">
      <Loaded read={read} label="Loading the setting" lines={2}>
        {({ state }) => <Feed on={state.type === 'enabled'} />}
      </Loaded>
    </Card>
  );
}

function Feed({ on }: { on: boolean }) {
  const reason = useRefusal('POST /v1/organizations/compliance_settings');
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const route = 'POST /v1/organizations/compliance_settings';
  const start = useWrite(route, () => ({ did: 'Turned on', what: 'the activity feed' }));
  const change = (next: boolean) => {
    if (!next) setAsked(true);
    else start.mutate({ body: { state: 'enabled' } }, { onError: setFailure });
  };
  return (
    <div className={styles.feed}>
      <Switch label="Record activities" on={on} onChange={change} reason={reason} />
      <p className="quiet">
        {on
          ? 'Who changed what, and when, is kept for the Activity page and for audits.'
          : 'Nothing is recorded. What happens now can’t be found later.'}
      </p>
      <AsCode
        label={on ? 'Turning it off as code' : 'Turning it on as code'}
        requests={[{ route, input: { body: { state: on ? 'disabled' : 'enabled' } } }]}
      />
      {asked && <StopFeed onClosed={() => setAsked(false)} />}
      {failure && (
        <Failed
          title="Couldn’t turn on the activity feed"
          error={failure}
          onClosed={() => setFailure(undefined)}
        />
      )}
    </div>
  );
}
