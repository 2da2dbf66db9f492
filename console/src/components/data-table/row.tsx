import type { RowData, Row as TableRow } from '@tanstack/react-table';
import { Ellipsis } from 'lucide-react';
import { memo } from 'react';
import type { Column } from './columns.ts';
import styles from './data-table.module.css';
import type { Features } from './data-table.tsx';

interface RowProps<T extends RowData> {
  row: TableRow<Features, T>;
  index: number;
  columns: readonly Column<T>[];
  name: string;
  selectable: boolean;
  selected: boolean;
  onMenu?: (anchor: Element) => void;
}

/** What a column looks like, in its head and in each row. */
export const classOf = ({ align, primary, wide }: Column<never>): string | undefined =>
  [align && styles[align], primary && styles.primary, wide && styles.wide].filter(Boolean).join(' ') ||
  undefined;

/** One row; where its first cell has a link, the whole row opens it. */
function PlainRow<T extends RowData>({
  row,
  index,
  columns,
  name,
  selectable,
  selected,
  onMenu,
}: RowProps<T>) {
  return (
    <tr aria-rowindex={index + 2} data-index={index} aria-selected={selectable ? selected : undefined}>
      {selectable && (
        <td className={styles.check}>
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            checked={selected}
            // Extends the selection with Shift.
            onClick={row.getToggleSelectedHandler()}
            onChange={() => {}}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} data-column={column.id} className={classOf(column)}>
          {column.cell(row.original)}
        </td>
      ))}
      {onMenu && (
        <td className={styles.more}>
          <button
            type="button"
            className={styles.dots}
            aria-label={`Actions for ${name}`}
            aria-haspopup="menu"
            onClick={(event) => onMenu(event.currentTarget)}
          >
            <Ellipsis />
          </button>
        </td>
      )}
    </tr>
  );
}

/** Drawn again only if its object, its columns or its selection changed. */
export const Row = memo(
  PlainRow,
  (before, after) =>
    before.row.original === after.row.original &&
    before.columns.length === after.columns.length &&
    before.columns.every((column, index) => column === after.columns[index]) &&
    before.selected === after.selected &&
    before.selectable === after.selectable &&
    before.index === after.index &&
    before.name === after.name,
) as typeof PlainRow;
