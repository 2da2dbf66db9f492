import { useGet } from '../../api/queries.ts';
import type { Output } from '../../api/routes.ts';
import type { ServiceAccount } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { Confirm } from '../../components/dialog/confirm.tsx';
import { counted } from '../../people/counted.ts';

const route = 'POST /v1/organizations/service_accounts/{service_account_id}/archive';
const workspaces = 'GET /v1/organizations/service_accounts/{service_account_id}/workspaces';

/** Asks for the name before a service account is archived, and says what that ends. */
export default function ArchiveServiceAccount({
  account,
  onClosed,
}: {
  account: ServiceAccount;
  onClosed: () => void;
}) {
  const params = { service_account_id: account.id };
  const { data } = useGet(workspaces, { params, query: { limit: 100 } });
  const archive = useWrite(route, ({ name }) => ({ did: 'Archived', what: name }));
  return (
    <Confirm
      title="Archive this service account?"
      consequences={[
        'All its API keys stop working.',
        ...(data ? [endsOf(data)] : []),
        'Archiving can’t be undone. The name becomes free for another one.',
      ]}
      action="Archive service account"
      phrase={account.name}
      run={() => archive.mutateAsync({ params })}
      onClosed={onClosed}
    >
      <AsCode label="The same as code" requests={[{ route, input: { params } }]} />
    </Confirm>
  );
}

/** The default workspace, which every service account can use, isn’t counted. */
function endsOf({ data, next_page }: Output<typeof workspaces>): string {
  const count = data.filter(({ implicit }) => !implicit).length;
  if (count === 0) return 'It isn’t a member of any workspace.';
  if (next_page !== null) return `It leaves more than ${count.toLocaleString('en')} workspaces.`;
  return `It leaves ${counted(count, 'workspace')}.`;
}
