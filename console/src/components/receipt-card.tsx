import { CircleCheck, X } from 'lucide-react';
import { dismissReceipt, type Receipt } from '../api/receipt.ts';
import { Link } from '../router.tsx';
import { shownName } from '../workspaces/shown-name.ts';
import { CodeTabs } from './code-tabs.tsx';

/** The change that was just made, and how to make it without the console. */
export default function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { did, workspace, request } = receipt;
  const roomy = matchMedia('(min-width: 48rem)').matches;
  return (
    <section className="receipt" aria-label="Last change">
      <header>
        <CircleCheck />
        <p>
          {did}{' '}
          <Link to={`/workspaces/${workspace.id}`}>
            <bdi>{shownName(workspace)}</bdi>
          </Link>
        </p>
        <button type="button" className="icon-button small" aria-label="Dismiss" onClick={dismissReceipt}>
          <X />
        </button>
      </header>
      <details open={roomy}>
        <summary>The same as code</summary>
        <CodeTabs key={JSON.stringify(request)} request={request} />
      </details>
    </section>
  );
}
