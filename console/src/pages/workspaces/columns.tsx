import type { Workspace } from '../../api/types.ts';
import { Swatch } from '../../components/badge/badge.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { RowLink } from '../../components/data-table/row-link.tsx';
import { Id } from '../../components/id/id.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { inferenceText, inferenceWithDefault } from '../../workspaces/residency-text.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import { Status } from '../../workspaces/status.tsx';
import { TagList } from '../../workspaces/tag-list.tsx';
import styles from './columns.module.css';

/** A workspace with what the table shows besides the object. */
export interface WorkspaceRow {
  workspace: Workspace;
  isDefault: boolean;
  /** Absent until they are known, null if the key may not see them. */
  members?: number | null;
  keys?: number | null;
}

/** The columns of the list; clicking a tag filters by it. */
export const columnsOf = (onTag: (tag: string) => void): Column<WorkspaceRow>[] => [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: ({ workspace }) => shownName(workspace).toLowerCase(),
    cell: ({ workspace }) => (
      <span className={styles.name}>
        <Swatch color={workspace.display_color} />
        <RowLink to="/workspaces/$id" params={{ id: workspace.id }} name={shownName(workspace)} />
      </span>
    ),
  },
  {
    id: 'id',
    header: 'ID',
    optional: true,
    wide: true,
    width: '16rem',
    cell: ({ workspace }) => <Id id={workspace.id} of={shownName(workspace)} />,
  },
  {
    id: 'geos',
    header: 'Stored in · inference',
    wide: true,
    width: '9.5rem',
    sort: ({ workspace }) => workspace.data_residency.workspace_geo,
    cell: ({ workspace: { data_residency } }) => (
      <span title={`Inference: ${inferenceWithDefault(data_residency)}`}>
        {data_residency.workspace_geo} <span className="quiet">· {inferenceText(data_residency)}</span>
      </span>
    ),
  },
  {
    id: 'tags',
    header: 'Tags',
    width: '20%',
    cell: ({ workspace }) => <TagList tags={workspace.tags} limit={2} onTag={onTag} />,
  },
  {
    id: 'members',
    header: 'Members',
    wide: true,
    align: 'end',
    width: '5.5rem',
    sort: ({ members }) => members ?? -1,
    cell: ({ members }) => count(members),
  },
  {
    id: 'keys',
    header: 'Keys',
    wide: true,
    align: 'end',
    width: '4.5rem',
    sort: ({ keys }) => keys ?? -1,
    cell: ({ keys }) => count(keys),
  },
  {
    id: 'created',
    header: 'Created',
    width: '7rem',
    sort: ({ workspace }) => workspace.created_at,
    cell: ({ workspace }) => <RelativeTime value={workspace.created_at} />,
  },
  {
    id: 'status',
    header: 'Status',
    width: '6rem',
    sort: ({ workspace }) => workspace.archived_at ?? '',
    cell: ({ workspace, isDefault }) => <Status workspace={workspace} isDefault={isDefault} />,
  },
];

const count = (value: number | null | undefined) =>
  value === undefined ? (
    ''
  ) : value === null ? (
    <span title="Your key can’t see this">–</span>
  ) : (
    value.toLocaleString('en')
  );
