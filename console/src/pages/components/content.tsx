import { Card } from '../../components/card/card.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import Code from '../../components/code/code.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { Family, Specimen } from './specimen.tsx';

const request = {
  route: 'POST /v1/organizations/workspaces',
  input: { body: { name: 'Billing', tags: { env: 'prod' } } },
} as const;

/** What pages are filled with. */
export function Content() {
  return (
    <Family name="Content">
      <Specimen name="Card and facts">
        <Card title="A card">
          <Facts>
            <Fact label="Stored in" wire="data_residency.workspace_geo" about="Never changes.">
              eu
            </Fact>
            <Fact label="Name" wire="name">
              Billing
            </Fact>
          </Facts>
        </Card>
      </Specimen>
      <Specimen name="Code">
        <section aria-label="Code">
          <Code
            object={{ id: 'wrkspc_…', archived_at: null, limit: 100, tags: { env: 'prod' } }}
            requests={[request]}
          />
        </section>
        <AsCode label="The same as code" requests={[request]} />
      </Specimen>
      <Specimen name="Time">
        <RelativeTime value="2020-01-31T12:00:00.000000Z" />
      </Specimen>
    </Family>
  );
}
