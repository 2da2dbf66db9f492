import { SlidersHorizontal } from 'lucide-react';
import { Button } from '../button/button.tsx';
import { Menu } from '../menu/menu.tsx';
import type { Column, Layout } from './columns.ts';

interface ToolsProps {
  columns: readonly Column<never>[];
  layout: Layout;
  isShown: (column: Column<never>) => boolean;
  onChange: (layout: Layout) => void;
}

/** Which columns are shown, and how dense the rows are. */
export function Tools({ columns, layout, isShown, onChange }: ToolsProps) {
  const choices = columns
    .filter(({ primary }) => !primary)
    .map((column) => ({
      label: column.header,
      on: isShown(column),
      run: () => onChange({ ...layout, columns: { ...layout.columns, [column.id]: !isShown(column) } }),
    }));
  const density = {
    label: 'Compact rows',
    on: layout.compact,
    run: () => onChange({ ...layout, compact: !layout.compact }),
  };
  return (
    <Menu
      trigger={
        <Button size="small" look="quiet">
          <SlidersHorizontal /> View
        </Button>
      }
      groups={[choices, [density]]}
    />
  );
}
