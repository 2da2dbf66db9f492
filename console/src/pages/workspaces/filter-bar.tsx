import { Tag } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useStatus } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { Chip, Filters } from '../../components/filters/filters.tsx';
import { Select } from '../../components/form/select.tsx';
import { SearchField } from '../../components/search-field/search-field.tsx';
import { Switch } from '../../components/switch/switch.tsx';
import { type ListView, mostTags } from '../../workspaces/view.ts';
import styles from './filter-bar.module.css';

/** Changes the address; typing replaces the history entry, anything else adds one. */
export type ChangeView = (
  change: { [key in keyof ListView]?: ListView[key] | undefined },
  how?: { typed: boolean },
) => void;

interface FilterBarProps {
  view: ListView;
  change: ChangeView;
  /** The rows shown now, whose tags are suggested. */
  rows: readonly Workspace[];
}

/** Name, tags and geo, and whether archived workspaces and the default one are listed. */
export function FilterBar({ view, change, rows }: FilterBarProps) {
  const { data: status } = useStatus();
  const geos = [
    ...new Set([...(status?.settings.workspace_geos ?? []), ...(status?.settings.inference_geos ?? [])]),
  ];
  const tags = view.tag ?? [];
  return (
    <Filters>
      <SearchField
        main
        label="Search by name or ID"
        value={view.q ?? ''}
        onChange={(q) => change({ q }, { typed: true })}
      />
      <TagInput
        rows={rows}
        isFull={tags.length >= mostTags}
        onTag={(tag) => change({ tag: [...new Set([...tags, tag])] })}
      />
      <Select
        narrow
        aria-label="Geo"
        value={view.geo ?? ''}
        choices={[
          { value: '', label: 'Any geo' },
          ...geos.map((geo) => ({ value: geo, label: `Geo: ${geo}` })),
        ]}
        onChange={(geo) => change({ geo })}
      />
      <Switch
        label="Archived"
        on={view.archived ?? false}
        onChange={(on) => change({ archived: on || undefined })}
      />
      <Switch
        label="Default"
        on={view.default ?? false}
        onChange={(on) => change({ default: on || undefined })}
      />
      {tags.map((tag) => (
        <Chip key={tag} text={tag} onRemove={() => change({ tag: tags.filter((other) => other !== tag) })} />
      ))}
    </Filters>
  );
}

interface TagInputProps {
  rows: readonly Workspace[];
  /** Whether there can’t be one more. */
  isFull: boolean;
  onTag: (tag: string) => void;
}

/** Adds a tag to filter by: typed and confirmed, or chosen from those on this page. */
function TagInput({ rows, isFull, onTag }: TagInputProps) {
  const [text, setText] = useState('');
  const list = useId();
  const known = tagsOf(rows);
  const add = (tag: string) => {
    setText('');
    if (tag.trim() !== '') onTag(tag.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add(text);
  };
  return (
    <form className={styles.tag} onSubmit={submit}>
      <Tag />
      <input
        aria-label="Filter by tag"
        placeholder={isFull ? `${mostTags} tags at most` : 'Tag: key or key=value'}
        readOnly={isFull}
        {...(isFull && { 'aria-description': fullReason, 'data-tip': fullReason })}
        list={list}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target, nativeEvent }) => {
          // Browsers report a choice from the list as an input without the kind that typing has.
          const isChoice =
            !(nativeEvent instanceof InputEvent) || nativeEvent.inputType === 'insertReplacementText';
          if (isChoice && known.includes(target.value)) add(target.value);
          else setText(target.value);
        }}
      />
      <datalist id={list}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </form>
  );
}

const fullReason = 'Remove a tag to filter by another.';

function tagsOf(rows: readonly Workspace[]): string[] {
  const tags = rows.flatMap((row) => Object.entries(row.tags).map(([key, value]) => `${key}=${value}`));
  return [...new Set(tags)].sort().slice(0, 50);
}
