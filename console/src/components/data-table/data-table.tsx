import {
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSelectionFeature,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  type Row as TableRow,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { lazily } from '../../lazily.tsx';
import { MenuAt, type MenuGroups } from '../menu/menu.tsx';
import { type Column, keepLayout, type Layout, layoutOf } from './columns.ts';
import styles from './data-table.module.css';
import { Head } from './head.tsx';
import { Row } from './row.tsx';
import { Tools } from './tools.tsx';
import { useRoving } from './use-roving.ts';

/** What the table does for us; the markup is ours. */
export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
export type Features = typeof features;

/** The rows that are selected, by id. */
export type Selection = Record<string, true>;

export interface DataTableProps<T extends RowData> {
  /** Names it for screen readers, and its layout for this browser. */
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  idOf: (row: T) => string;
  /** Names a row for screen readers. */
  nameOf: (row: T) => string;
  /** What can be done with a row. */
  menu?: (row: T) => MenuGroups;
  selection?: Selection;
  onSelection?: (selection: Selection) => void;
  /** Why rows can’t be sorted, such as that not all are here. */
  unsortable?: string | undefined;
  /** Whether the rows are about to be replaced. */
  busy?: boolean;
  /** The line above, which is also announced: how many there are. */
  summary?: ReactNode;
  /** At the end of that line, such as an export. */
  tools?: ReactNode;
}

const VirtualRows = lazily(() => import('./virtual-rows.tsx'));

/** Up to so many rows all are drawn, so that the browser’s own search finds them. */
const drawn = 100;

/** The one table of the console: sorting, columns, density, selection, a menu for each row, thousands of rows. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { name, columns, rows, idOf, nameOf, menu, selection, onSelection, unsortable, busy = false } = props;
  const [layout, setLayout] = useState(() => layoutOf(name));
  const [sorting, setSorting] = useState<SortingState>([]);
  const [menuOf, setMenuOf] = useState<{ row: T; anchor: Element }>();
  const body = useRef<HTMLTableSectionElement>(null);
  const table = useTable({
    features,
    data: rows as T[],
    columns: useMemo(
      () =>
        columns.map((column) => ({
          id: column.id,
          accessorFn: (row: T) => column.sort?.(row),
          enableSorting: column.sort !== undefined,
          enableHiding: !column.primary,
          sortFn: 'basic' as const,
          meta: column,
        })),
      [columns],
    ),
    getRowId: idOf,
    state: {
      sorting: unsortable === undefined ? sorting : [],
      rowSelection: selection ?? {},
      columnVisibility: Object.fromEntries(columns.map((each) => [each.id, isShown(each, layout)])),
    },
    onSortingChange: setSorting,
    onRowSelectionChange: (change) =>
      onSelection?.(typeof change === 'function' ? change(selection ?? {}) : change),
  });
  const sorted = table.getRowModel().rows;
  const place = useRef<HTMLTableElement>(null);
  const { settle, reach } = useRoving(body, sorted.length);
  const shown = columns.filter((each) => isShown(each, layout));
  const draw = (index: number) => {
    const row = sorted[index] as TableRow<Features, T>;
    return (
      <Row
        key={row.id}
        row={row}
        index={index}
        columns={shown}
        name={nameOf(row.original)}
        selectable={selection !== undefined}
        selected={row.getIsSelected()}
        {...(menu && { onMenu: (anchor: Element) => setMenuOf({ row: row.original, anchor }) })}
      />
    );
  };
  return (
    <div className={styles.place}>
      <div className={styles.line}>
        <p className={styles.summary} role="status">
          {props.summary}
        </p>
        {props.tools}
        <Tools
          columns={columns}
          layout={layout}
          isShown={(column) => isShown(column, layout)}
          onChange={(next) => {
            keepLayout(name, next);
            setLayout(next);
          }}
        />
      </div>
      <table
        ref={place}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys move among its rows
        role="grid"
        aria-label={name}
        aria-rowcount={sorted.length + 1}
        aria-busy={busy}
        className={layout.compact ? `${styles.table} ${styles.compact}` : styles.table}
      >
        <Head
          table={table}
          columns={shown}
          selectable={selection !== undefined}
          hasMenu={menu !== undefined}
          unsortable={unsortable}
        />
        <tbody ref={body}>
          {sorted.length > drawn ? (
            <VirtualRows
              place={place}
              count={sorted.length}
              height={layout.compact ? 34 : 44}
              draw={draw}
              onDrawn={settle}
              reach={reach}
            />
          ) : (
            sorted.map((_row, index) => draw(index))
          )}
        </tbody>
      </table>
      {menu && menuOf && (
        <MenuAt anchor={menuOf.anchor} groups={menu(menuOf.row)} onClosed={() => setMenuOf(undefined)} />
      )}
    </div>
  );
}

const isShown = ({ id, optional = false }: Column<never>, { columns }: Layout): boolean =>
  columns[id] ?? !optional;
