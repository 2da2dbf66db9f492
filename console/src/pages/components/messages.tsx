import { LayoutGrid } from 'lucide-react';
import { useState } from 'react';
import { ApiError, NoAnswer } from '../../api/client.ts';
import { Button } from '../../components/button/button.tsx';
import {
  EmptyState,
  FailureState,
  Forbidden,
  Notice,
  RefreshFault,
  Skeleton,
} from '../../components/states/states.tsx';
import { lazily } from '../../lazily.tsx';
import { Family, Specimen } from './specimen.tsx';

const Confirm = lazily(() =>
  import('../../components/dialog/confirm.tsx').then((module) => ({ default: module.Confirm })),
);

const nothing = () => {};
const refused = new ApiError('not found in this organization', {
  status: 400,
  field: 'after_id',
  requestId: 'req_011CZ2jXMzLbuxW5pCg9zFPi',
});

/** What a page says instead of its content, and what is asked. */
export function Messages() {
  const [asked, setAsked] = useState(false);
  return (
    <Family name="Messages">
      <Specimen name="Empty">
        <EmptyState icon={<LayoutGrid />} title="No workspaces yet">
          <p>Use workspaces to separate teams, projects or environments.</p>
          <Button look="primary">Create your first workspace</Button>
        </EmptyState>
      </Specimen>
      <Specimen name="Failed">
        <FailureState error={refused} retry={nothing} />
        <FailureState error={new NoAnswer('')} retry={nothing} />
        <FailureState error={new TypeError('undefined is not iterable')} retry={nothing} />
      </Specimen>
      <Specimen name="Forbidden">
        <Forbidden reason="Your key lacks the scope read:members." />
      </Specimen>
      <Specimen name="Notice">
        <Notice>You’ve reached the limit of 100 active workspaces.</Notice>
        <Notice tone="info">This link works once.</Notice>
        <Notice tone="bad">The server refused it.</Notice>
        <RefreshFault retry={nothing} />
      </Specimen>
      <Specimen name="Loading">
        <section aria-label="Loading">
          <Skeleton lines={3} label="Loading an example" />
        </section>
      </Specimen>
      <Specimen name="Confirm">
        <Button onClick={() => setAsked(true)}>Ask</Button>
        {asked && (
          <Confirm
            title="Archive this workspace?"
            consequences={['Archiving can’t be undone.', '4 API keys stop working.']}
            action="Archive workspace"
            phrase="Billing"
            run={async () => {}}
            onClosed={() => setAsked(false)}
          />
        )}
      </Specimen>
    </Family>
  );
}
