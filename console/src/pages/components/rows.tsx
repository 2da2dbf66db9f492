import { useState } from 'react';
import { Badge } from '../../components/badge/badge.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { DataTable, type Selection } from '../../components/data-table/data-table.tsx';
import { RowLink } from '../../components/data-table/row-link.tsx';
import { Pager } from '../../components/pager/pager.tsx';
import { Family, Specimen } from './specimen.tsx';

interface Fruit {
  id: string;
  name: string;
  count: number;
}

const fruits: Fruit[] = [
  { id: 'a', name: 'Apple', count: 12 },
  { id: 'b', name: 'Banana', count: 7 },
  {
    id: 'c',
    name: 'A name that is much longer than its column can ever show at once on any screen',
    count: 1200,
  },
];

const columns: Column<Fruit>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: ({ name }) => name,
    cell: ({ name }) => <RowLink to="/components" name={name} />,
  },
  { id: 'state', header: 'State', width: '8rem', cell: () => <Badge tone="good">Active</Badge> },
  {
    id: 'count',
    header: 'Count',
    width: '6rem',
    align: 'end',
    sort: ({ count }) => count,
    cell: ({ count }) => count.toLocaleString('en'),
  },
];

const menu = () => [[{ label: 'Peel', run: () => {} }]];

/** Tables. */
export function Rows() {
  const [selection, setSelection] = useState<Selection>({ b: true });
  return (
    <Family name="Tables">
      <Specimen name="With a selection">
        <section>
          <DataTable
            name="Fruits"
            columns={columns}
            rows={fruits}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            menu={menu}
            selection={selection}
            onSelection={setSelection}
            summary="3 fruits"
          />
          <Pager
            cursor={{ after_id: 'x' }}
            page={{ has_more: true, first_id: 'a', last_id: 'c' }}
            onTurn={() => {}}
          />
        </section>
      </Specimen>
      <Specimen name="Unsortable, busy">
        <section>
          <DataTable
            name="More fruits"
            columns={columns}
            rows={fruits.slice(0, 1)}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            unsortable="Only lists of one page can be sorted."
            busy
            summary="Loading the next page"
          />
        </section>
      </Specimen>
    </Family>
  );
}
