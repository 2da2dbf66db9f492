import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Filters } from '../../components/filters/filters.tsx';
import type { Choice } from '../../components/form/select.tsx';
import { Select } from '../../components/form/select.tsx';
import { actorIdOf, actorText } from '../../feed/actor.tsx';
import type { FeedEntry, Names } from '../../feed/entry.ts';
import { useAdminKeys } from '../../feed/names.ts';
import { labelOf, typeGroups } from '../../feed/types.ts';
import styles from './feed-filters.module.css';
import { type ChangeFeed, type FeedView, isFiltered } from './view.ts';

interface FeedFiltersProps {
  view: FeedView;
  change: ChangeFeed;
  /** Those shown now: who did them can be filtered by. */
  entries: readonly FeedEntry[];
  names: Names;
}

/** What, by whom and when. */
export function FeedFilters({ view, change, entries, names }: FeedFiltersProps) {
  return (
    <Filters>
      <Select
        narrow
        aria-label="What happened"
        value={view.type ?? ''}
        choices={withChosen(typeChoices, view.type)}
        onChange={(type) => change({ type })}
      />
      <ActorFilter view={view} change={change} entries={entries} names={names} />
      <Day label="From" value={view.from} onChange={(from) => change({ from })} />
      <Day label="To" value={view.to} onChange={(to) => change({ to })} />
      <span className="quiet">UTC</span>
      {isFiltered(view) && (
        <Button
          look="quiet"
          size="small"
          onClick={() => change({ type: undefined, actor: undefined, from: undefined, to: undefined })}
        >
          Clear filters
        </Button>
      )}
    </Filters>
  );
}

const typeChoices: readonly Choice[] = [
  { value: '', label: 'Anything' },
  ...typeGroups.flatMap(({ id, name, types }) => [
    { value: id, label: `${name}: all`, group: name },
    ...types.map((type) => ({ value: type, label: labelOf(type), group: name })),
  ]),
];

/** The choices, and what the address says if it is none of them. */
const withChosen = (choices: readonly Choice[], chosen: string | undefined): readonly Choice[] =>
  chosen === undefined || choices.some(({ value }) => value === chosen)
    ? choices
    : [...choices, { value: chosen, label: chosen }];

function ActorFilter({ view, change, entries, names }: FeedFiltersProps) {
  const { keys } = useAdminKeys();
  const listed = keys.map(({ id, name, hint }) => ({
    value: id,
    label: `${name} …${hint}`,
    group: 'Admin keys',
  }));
  const others = new Map(
    entries.flatMap(({ actor }): [string, Choice][] => {
      const id = actorIdOf(actor);
      if (id === undefined || keys.some((key) => key.id === id)) return [];
      return [[id, { value: id, label: actorText(actor, names), group: 'On this page' }]];
    }),
  );
  return (
    <Select
      narrow
      aria-label="By whom"
      value={view.actor ?? ''}
      choices={withChosen([{ value: '', label: 'By anyone' }, ...listed, ...others.values()], view.actor)}
      onChange={(actor) => change({ actor })}
    />
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** A date in UTC, typed or chosen in the browser’s own calendar. */
function Day({ label, value = '', onChange }: DayProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setText(value);
  }
  const type = (next: string) => {
    setText(next);
    // While a year is typed it begins with zeros.
    if (!next.startsWith('0')) onChange(next);
  };
  return (
    <label className={styles.day}>
      {label}
      <input type="date" value={text} onChange={({ target }) => type(target.value)} />
    </label>
  );
}
