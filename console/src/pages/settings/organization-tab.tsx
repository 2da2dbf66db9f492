import { useStatus } from '../../api/queries.ts';
import type { OrganizationStatus, Settings } from '../../api/types.ts';
import { Card } from '../../components/card/card.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Id } from '../../components/id/id.tsx';
import { Moment } from '../../components/relative-time/moment.tsx';
import { Loaded } from '../../components/states/states.tsx';
import styles from './settings-cards.module.css';

/** The organization, its limit of workspaces, and what this server accepts. */
export default function OrganizationTab() {
  return (
    <Loaded read={useStatus()} label="Loading organization">
      {(status) => (
        <div className={styles.cards}>
          <Card>
            <Details status={status} />
          </Card>
          <Card title="What this server accepts">
            <Accepted settings={status.settings} />
          </Card>
          <AsCode label="This as a call" requests={[{ route: 'GET /x/v1/organization', input: {} }]} />
        </div>
      )}
    </Loaded>
  );
}

function Details({ status }: { status: OrganizationStatus }) {
  const { organization } = status;
  return (
    <Facts>
      <Fact label="Name" wire="organization.name">
        <bdi>{organization.name}</bdi>
        <Renaming id={organization.id} />
      </Fact>
      <Fact label="ID" wire="organization.id" about="In every response too, as anthropic-organization-id.">
        <Id id={organization.id} />
      </Fact>
      <Fact label="Created" wire="organization.created_at">
        <Moment value={organization.created_at} />
      </Fact>
      <Fact
        label="Active workspaces"
        wire="active_workspaces"
        about="Archived workspaces and the default workspace don’t count."
      >
        <Use status={status} />
      </Fact>
    </Facts>
  );
}

const Renaming = ({ id }: { id: string }) => (
  <p className={styles.note}>
    Rename it on the server: <code>workspaced orgs rename {id} "New name"</code>
  </p>
);

function Use({ status }: { status: OrganizationStatus }) {
  const { active_workspaces: active, workspace_limit: limit } = status;
  const share = limit === 0 ? 1 : Math.min(1, active / limit);
  return (
    <div className={styles.use}>
      <span>
        {active.toLocaleString('en')} of {limit.toLocaleString('en')}
        {active >= limit && ' (limit reached)'}
      </span>
      <div className={styles.track} aria-hidden="true">
        <div
          className={share === 1 ? `${styles.fill} ${styles.full}` : styles.fill}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}

function Accepted({ settings }: { settings: Settings }) {
  const count = (value: number, unit: string) => `${value.toLocaleString('en')} ${unit}`;
  return (
    <Facts>
      <Fact
        label="Where data is stored"
        wire="settings.workspace_geos"
        about="A workspace is stored in the first unless another is chosen."
      >
        {settings.workspace_geos.join(', ')}
      </Fact>
      <Fact label="Where inference may run" wire="settings.inference_geos">
        {settings.inference_geos.join(', ')}
      </Fact>
      <Fact label="Longest workspace name" wire="settings.name_max_length">
        {count(settings.name_max_length, 'characters')}
      </Fact>
      <Fact label="Tags of a workspace" wire="settings.max_tags">
        {count(settings.max_tags, 'at most')}
      </Fact>
      <Fact label="Longest tag key" wire="settings.tag_key_max_length">
        {count(settings.tag_key_max_length, 'characters')}
      </Fact>
      <Fact label="Longest tag value" wire="settings.tag_value_max_length">
        {count(settings.tag_value_max_length, 'characters')}
      </Fact>
    </Facts>
  );
}
