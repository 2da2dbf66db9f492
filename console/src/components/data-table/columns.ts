import type { ReactNode } from 'react';

/** A column of a table. */
export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What its rows are sorted by; without it they can’t be. */
  sort?: (row: T) => string | number;
  /** Any CSS width; what is left is shared among the others. */
  width?: string;
  align?: 'end';
  /** Names the row: it comes first and can’t be hidden. */
  primary?: boolean;
  /** Shown only once it is chosen. */
  optional?: boolean;
  /** Left out where there is little room, so that the name has enough. */
  wide?: boolean;
}

/** How a table is laid out, which is remembered in this browser. */
export interface Layout {
  /** By column; only what differs from its default. */
  columns: Record<string, boolean>;
  compact: boolean;
}

const itemOf = (table: string) => `workspaced.table:${table}`;

/** The layout that was last chosen for a table. */
export function layoutOf(table: string): Layout {
  try {
    const { columns = {}, compact = false } = JSON.parse(
      localStorage.getItem(itemOf(table)) ?? '{}',
    ) as Partial<Layout>;
    return { columns, compact };
  } catch {
    return { columns: {}, compact: false };
  }
}

/** Remembers the layout of a table. */
export const keepLayout = (table: string, layout: Layout): void =>
  localStorage.setItem(itemOf(table), JSON.stringify(layout));
