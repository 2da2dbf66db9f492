import { Search, Tag } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { Workspace } from '../api/types.ts';
import { Switch } from '../components/switch.tsx';
import { GeoSelect } from './geo-select.tsx';
import { TypedInput } from './typed-input.tsx';
import type { ChangeView, ListView } from './view.ts';

interface FilterBarProps {
  view: ListView;
  change: ChangeView;
  /** The rows shown now, whose tags are suggested. */
  rows: readonly Workspace[];
}

/** Name, tag and geo, and whether archived workspaces and the default one are listed. */
export function FilterBar({ view, change, rows }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  const suggestions = useId();
  useEffect(() => {
    if (history.state?.focus === 'search') search.current?.focus();
  }, []);
  return (
    <search className="filters">
      <TypedInput
        input={search}
        icon={<Search />}
        label="Search by name"
        keyShortcut="/"
        value={view.q}
        onChange={(q) => change({ q }, { typed: true })}
      />
      <TypedInput
        icon={<Tag />}
        label="Tag or key=value"
        list={suggestions}
        value={view.tag}
        onChange={(tag) => change({ tag }, { typed: true })}
      />
      <datalist id={suggestions}>
        {tagsOf(rows).map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <GeoSelect value={view.geo} onChange={(geo) => change({ geo })} />
      <Switch label="Archived" on={view.archived} onChange={(archived) => change({ archived })} />
      <Switch label="Default" on={view.default} onChange={(on) => change({ default: on })} />
    </search>
  );
}

function tagsOf(rows: readonly Workspace[]): string[] {
  const tags = rows.flatMap((row) => Object.entries(row.tags).map(([key, value]) => `${key}=${value}`));
  return [...new Set(tags)].sort().slice(0, 50);
}
