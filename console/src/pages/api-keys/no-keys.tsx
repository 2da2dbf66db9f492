import { KeyRound, SearchX } from 'lucide-react';
import { useRefusal } from '../../api/queries.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { EmptyState } from '../../components/states/states.tsx';
import type { ChangeKeyView } from './api-keys-page.tsx';
import { isFiltered, type KeyView } from './view.ts';

const unfiltered = { q: undefined, status: undefined, workspace: undefined, expiring: undefined };

/** An empty list: no keys yet, none left on this page, or none that match the filters. */
export function NoKeys({ view, change }: { view: KeyView; change: ChangeKeyView }) {
  const reason = useRefusal('POST /x/v1/organizations/api_keys');
  if (isFiltered(view)) {
    return (
      <EmptyState icon={<SearchX />} title="No API keys found">
        <p>
          {view.expiring
            ? 'No active key that matches these filters expires within 30 days.'
            : 'No API keys match these filters.'}
        </p>
        <Button onClick={() => change(unfiltered)}>Clear filters</Button>
      </EmptyState>
    );
  }
  if (view.after_id || view.before_id) {
    return (
      <EmptyState icon={<KeyRound />} title="This page is empty now">
        <p>Its keys are on another page.</p>
        <Button onClick={() => change({})}>First page</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<KeyRound />} title="No API keys yet">
      <p>
        Clients sign in to your gateway with an API key. Each is valid in one workspace, or in the whole
        organization.
      </p>
      <LinkButton to="/api-keys/new" look="primary" reason={reason}>
        Create your first API key
      </LinkButton>
    </EmptyState>
  );
}
