import { Filters } from '../../components/filters/filters.tsx';
import { Select } from '../../components/form/select.tsx';
import { SearchField } from '../../components/search-field/search-field.tsx';
import { Switch } from '../../components/switch/switch.tsx';
import { WorkspaceFilter } from '../../keys/workspace-filter.tsx';
import type { ChangeKeyView } from './api-keys-page.tsx';
import styles from './key-filters.module.css';
import { type KeyView, statusChoices } from './view.ts';

/** Name or hint, status, workspace, and whether only keys that expire soon are listed. */
export function KeyFilters({ view, change }: { view: KeyView; change: ChangeKeyView }) {
  return (
    <Filters>
      <SearchField
        main
        label="Search by name or hint"
        value={view.q ?? ''}
        onChange={(q) => change({ q }, { typed: true })}
      />
      <Select
        narrow
        aria-label="Status"
        value={view.expiring ? 'active' : (view.status ?? '')}
        choices={statusChoices}
        disabled={Boolean(view.expiring)}
        onChange={(status) => change({ status })}
      />
      <div className={styles.workspace}>
        <WorkspaceFilter
          id={view.workspace ?? ''}
          onChange={(workspace) => change({ workspace: workspace || undefined })}
        />
      </div>
      <Switch
        label="Expiring within 30 days"
        on={Boolean(view.expiring)}
        onChange={(on) => change({ expiring: on ? 'true' : undefined })}
      />
    </Filters>
  );
}
