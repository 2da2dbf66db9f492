import { useStatus } from '../../api/queries.ts';
import type { OrganizationStatus } from '../../api/types.ts';
import { Badge } from '../../components/badge/badge.tsx';
import { Card } from '../../components/card/card.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Loaded } from '../../components/states/states.tsx';
import { FeedCard } from './feed-card.tsx';
import styles from './settings-cards.module.css';

/** The server’s version and pages, and whether it records the activity feed. */
export default function ServerTab() {
  const read = useStatus();
  return (
    <Loaded read={read} label="Loading server">
      {({ server }) => (
        <div className={styles.cards}>
          <Card>
            <Details server={server} />
          </Card>
          <FeedCard />
        </div>
      )}
    </Loaded>
  );
}

function Details({ server }: Pick<OrganizationStatus, 'server'>) {
  return (
    <Facts>
      <Fact label="Version" wire="server.version">
        workspaced {server.version}
      </Fact>
      <Fact
        label="Sandbox"
        wire="server.sandbox"
        about={
          server.sandbox
            ? 'Tests may seed, reset and break it. Not for production.'
            : 'The controls for tests are off.'
        }
      >
        {server.sandbox ? <Badge tone="accent">On</Badge> : <Badge>Off</Badge>}
      </Fact>
      <Fact label="Base URL" about="For ANTHROPIC_BASE_URL, as this browser reaches it.">
        <code className="breakable">{location.origin}</code>
      </Fact>
      <Fact label="API reference">
        <a href="/docs">/docs</a>
      </Fact>
      <Fact label="OpenAPI document">
        <a href="/openapi.json">/openapi.json</a>
      </Fact>
      <Fact label="Health" about="Whether the process answers.">
        <a href="/healthz">/healthz</a>
      </Fact>
      <Fact label="Readiness" about="Whether it can serve requests, for load balancers.">
        <a href="/readyz">/readyz</a>
      </Fact>
    </Facts>
  );
}
