import { FlaskConical } from 'lucide-react';
import { useStatus } from '../../api/queries.ts';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { EmptyState, Loaded } from '../../components/states/states.tsx';
import { ClockCard } from './clock-card.tsx';
import { FaultsCard } from './faults-card.tsx';
import { OrganizationsCard } from './organizations-card.tsx';
import { PaceCard } from './pace-card.tsx';
import { ResetCard } from './reset-card.tsx';
import styles from './sandbox-page.module.css';
import { SnapshotsCard } from './snapshots-card.tsx';

/** What a sandbox can do besides the API: states, faults, time, and organizations for tests. */
export default function SandboxPage() {
  const read = useStatus();
  return (
    <>
      <PageHeader
        title="Sandbox"
        about={
          read.data?.server.sandbox &&
          'States, faults and time of this organization, for those who test against it.'
        }
      />
      <Loaded read={read} label="Loading sandbox" lines={10}>
        {({ server, organization }) =>
          server.sandbox ? (
            <div className={styles.cards}>
              <ResetCard name={organization.name} />
              <SnapshotsCard name={organization.name} />
              <FaultsCard />
              <ClockCard />
              <PaceCard />
              <OrganizationsCard ownId={organization.id} />
            </div>
          ) : (
            <EmptyState icon={<FlaskConical />} title="This server is no sandbox">
              <p>
                Start one with <code>workspaced dev</code>, or a server with <code>--sandbox true</code>:
                never on a database that you need.
              </p>
            </EmptyState>
          )
        }
      </Loaded>
    </>
  );
}
