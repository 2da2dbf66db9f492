import type { RowData, Table } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Column } from './columns.ts';
import styles from './data-table.module.css';
import type { Features } from './data-table.tsx';
import { classOf } from './row.tsx';

interface HeadProps<T extends RowData> {
  table: Table<Features, T>;
  columns: readonly Column<T>[];
  selectable: boolean;
  hasMenu: boolean;
  unsortable: string | undefined;
}

/** The names of the columns, by which rows are sorted. */
export function Head<T extends RowData>({ table, columns, selectable, hasMenu, unsortable }: HeadProps<T>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selectable && (
          <th scope="col" className={styles.check}>
            <input
              type="checkbox"
              aria-label="Select all on this page"
              checked={table.getIsAllRowsSelected()}
              ref={(box) => {
                if (box) box.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected();
              }}
              onChange={(event) => table.toggleAllRowsSelected(event.target.checked)}
            />
          </th>
        )}
        {columns.map((column) => (
          <ColumnHead key={column.id} table={table} column={column} unsortable={unsortable} />
        ))}
        {hasMenu && (
          <th scope="col" className={styles.more}>
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function ColumnHead<T extends RowData>({
  table,
  column,
  unsortable,
}: Pick<HeadProps<T>, 'table' | 'unsortable'> & { column: Column<T> }) {
  const { id, header, width, sort } = column;
  const sorted = table.getColumn(id)?.getIsSorted();
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined;
  return (
    <th scope="col" style={{ width }} className={classOf(column)} aria-sort={order}>
      {sort === undefined ? (
        header
      ) : (
        <Sorter reason={unsortable} onClick={() => table.getColumn(id)?.toggleSorting()}>
          {header}
          {sorted === 'asc' ? <ArrowUp /> : sorted === 'desc' ? <ArrowDown /> : null}
        </Sorter>
      )}
    </th>
  );
}

function Sorter({
  reason,
  onClick,
  children,
}: {
  reason: string | undefined;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.sorter}
      aria-disabled={reason !== undefined || undefined}
      aria-description={reason}
      data-tip={reason}
      onClick={() => reason === undefined && onClick()}
    >
      {children}
    </button>
  );
}
