import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import { Filters } from '../../components/filters/filters.tsx';
import { type Choice, Select } from '../../components/form/select.tsx';
import type { LogView } from './log-view.ts';

interface LogFiltersProps {
  view: LogView;
  change: (changes: LogView) => void;
  entries: readonly Entry[];
}

const statuses: readonly Choice[] = [
  { value: '', label: 'Any status' },
  { value: 'failed', label: 'Failed' },
  { value: '2xx', label: '2xx' },
  { value: '4xx', label: '4xx' },
  { value: '5xx', label: '5xx' },
  { value: '0', label: 'No response' },
];

/** Which operation, and how it ended. */
export function LogFilters({ view, change, entries }: LogFiltersProps) {
  const operations = [...new Set(entries.flatMap(({ operation }) => operation ?? []))].sort();
  const hasUnknown = entries.some(({ operation }) => operation === null);
  return (
    <Filters>
      <Select
        narrow
        aria-label="Operation"
        value={view.operation ?? ''}
        choices={withChosen(
          [
            { value: '', label: 'Any operation' },
            ...operations.map((operation) => ({ value: operation, label: operation })),
            ...(hasUnknown ? [{ value: '-', label: 'No such path' }] : []),
          ],
          view.operation,
        )}
        onChange={(operation) => change({ operation })}
      />
      <Select
        narrow
        aria-label="Status"
        value={view.status ?? ''}
        choices={withChosen(statuses, view.status)}
        onChange={(status) => change({ status })}
      />
    </Filters>
  );
}

/** The choices, and what the address says if it is none of them. */
const withChosen = (choices: readonly Choice[], chosen: string | undefined): readonly Choice[] =>
  chosen === undefined || choices.some(({ value }) => value === chosen)
    ? choices
    : [...choices, { value: chosen, label: chosen }];
