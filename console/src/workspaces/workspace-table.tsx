import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { pageSize } from '../api/queries.ts';
import type { Workspace } from '../api/types.ts';
import { WorkspaceRow } from './workspace-row.tsx';

interface WorkspaceTableProps {
  rows: readonly Workspace[];
  /** Whether the next page is loading. */
  busy: boolean;
  defaultId: string | undefined;
  onTag: (tag: string) => void;
}

const columns = ['Workspace', 'Geos', 'Tags', 'Created', 'Status'];

/** The table. A page is rendered whole; of thousands of rows only those in view are. */
export function WorkspaceTable({ rows, busy, defaultId, onTag }: WorkspaceTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(table.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 65,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: rows.length > pageSize ? 12 : pageSize,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <table className="workspaces" ref={table} aria-rowcount={rows.length + 1} aria-busy={busy}>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Gap height={before} />
        {items.map(({ index, key }) => {
          const workspace = rows[index];
          return (
            workspace && (
              <WorkspaceRow
                key={String(key)}
                index={index}
                measure={virtual.measureElement}
                workspace={workspace}
                isDefault={workspace.id === defaultId}
                onTag={onTag}
              />
            )
          );
        })}
        <Gap height={after} />
      </tbody>
    </table>
  );
}

/** Takes the space of the rows that are out of view. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr className="gap" aria-hidden="true">
      <td colSpan={columns.length} style={{ height }} />
    </tr>
  );
}
