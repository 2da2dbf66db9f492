import { useParams } from '@tanstack/react-router';
import { Archive, Pause, Pencil, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useActions } from '../../actions/actions.ts';
import { ApiError } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import type { ApiKey } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { FailureState, RefreshFault, Skeleton } from '../../components/states/states.tsx';
import { KeyStatus } from '../../keys/status.tsx';
import { useKeyActions } from '../../keys/use-key-actions.tsx';
import { type KeyRow, useRows } from '../../keys/use-rows.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import { KeyFacts } from './key-facts.tsx';
import styles from './key-page.module.css';

const route = 'GET /v1/organizations/api_keys/{api_key_id}';
const above = [{ name: 'API keys', to: '/api-keys' }] as const;

/** One API key: its facts, and what can be done with it. */
export default function ApiKeyPage() {
  const { id } = useParams({ from: '/inside/api-keys/$id' });
  const input = { params: { api_key_id: id } };
  const { data: key, error, refetch } = useGet(route, input);
  if (key === undefined) {
    return (
      <>
        <PageHeader title="API key" above={above} />
        {error ? (
          <FailureState error={error} retry={() => refetch()}>
            {error instanceof ApiError && error.status === 404 && (
              <LinkButton to="/api-keys">All API keys</LinkButton>
            )}
          </FailureState>
        ) : (
          <Skeleton lines={8} label="Loading API key" />
        )}
      </>
    );
  }
  return (
    <>
      {error && <RefreshFault retry={() => refetch()} />}
      <Shown apiKey={key}>
        <AsCode label="This key as a call" requests={[{ route, input }]} />
      </Shown>
    </>
  );
}

function Shown({ apiKey, children }: { apiKey: ApiKey; children: ReactNode }) {
  const [row = { key: apiKey }] = useRows([apiKey]);
  return (
    <>
      <PageHeader
        title={shownName(apiKey)}
        above={above}
        state={<KeyStatus status={apiKey.status} />}
        actions={<Actions row={row} />}
      />
      <div className={styles.page}>
        <Card>
          <KeyFacts row={row} />
        </Card>
        {children}
      </div>
    </>
  );
}

function Actions({ row }: { row: KeyRow }) {
  const { key } = row;
  const { reasonFor, activate, ask, dialog } = useKeyActions();
  const reason = reasonFor(row, 'change');
  const rename = () => ask('rename', key);
  useActions([{ id: 'edit', label: 'Rename API key', keys: 'e', reason, run: rename }]);
  return (
    <>
      <Button reason={reason} onClick={rename}>
        <Pencil /> Rename
      </Button>
      {key.status === 'active' ? (
        <Button reason={reason} onClick={() => ask('deactivate', key)}>
          <Pause /> Deactivate
        </Button>
      ) : (
        <Button reason={reasonFor(row, 'activate')} onClick={() => activate(key)}>
          <Play /> Activate
        </Button>
      )}
      <Button look="danger" reason={reason} onClick={() => ask('archive', key)}>
        <Archive /> Archive
      </Button>
      {dialog}
    </>
  );
}
