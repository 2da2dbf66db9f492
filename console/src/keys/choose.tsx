import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from 'react';
import styles from './choose.module.css';

/** Something that is chosen by searching for it. */
export interface Chosen {
  id: string;
  label: string;
  /** Tells apart those of the same name. */
  about?: string | undefined;
}

/** What a search has found so far. */
export interface Found {
  items: readonly Chosen[];
  /** How many fit besides. */
  more: number;
  /** Whether they fit the text that is in the field now, so that one of them may be chosen. */
  current: boolean;
}

/** Finds what fits a text, while rendering; nothing is searched for without one. */
export type UseFound = (text: string | undefined) => Found;

interface ChooseProps extends Omit<ComponentProps<'input'>, 'value' | 'onInput' | 'onKeyDown' | 'onBlur'> {
  value: Chosen | null;
  onChoose: (value: Chosen | null) => void;
  useFound: UseFound;
  /** Said if nothing fits. */
  none: string;
}

/**
 * A field that searches on the server while one types, and offers what it finds: arrow keys and Enter choose, Escape gives
 * up, and an empty field chooses nothing. By hand, since a ready-made one is larger than a page may be.
 */
export function Choose({ value, onChoose, useFound, none, ...input }: ChooseProps) {
  const list = useId();
  const label = value?.label ?? '';
  const [text, setText] = useState(label);
  const [seen, setSeen] = useState(label);
  const [active, setActive] = useState<number>();
  // Whether Enter was pressed before the search had answered.
  const [entered, setEntered] = useState(false);
  if (label !== seen) {
    setSeen(label);
    setText(label);
  }
  const open = active !== undefined;
  const { items, more, current } = useFound(open ? (text === label ? '' : text.trim()) : undefined);
  const index = Math.min(active ?? 0, Math.max(0, items.length - 1));
  const close = () => {
    setActive(undefined);
    setEntered(false);
  };
  const choose = (chosen: Chosen) => {
    close();
    setText(chosen.label);
    onChoose(chosen);
  };
  const type = (next: string) => {
    setText(next);
    setActive(0);
    setEntered(false);
    if (next === '' && value !== null) onChoose(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = items[index];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive(open ? (index + step + items.length) % (items.length || 1) : 0);
    else if (event.key === 'Escape' && open) giveUp();
    else if (event.key === 'Enter' && open && !current) setEntered(true);
    else if (event.key === 'Enter' && open && chosen) choose(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (!entered || !current) return;
    setEntered(false);
    const chosen = items[index];
    if (chosen) choose(chosen);
  });
  const giveUp = () => {
    close();
    setText(label);
  };
  return (
    <div className={styles.place}>
      <input
        {...input}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-activedescendant={open && items[index] ? `${list}-${index}` : undefined}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onClick={() => setActive((before) => before ?? 0)}
        onBlur={giveUp}
      />
      {open && (
        <div className={styles.popup}>
          {items.length === 0 && (
            <p className={styles.none} role="status">
              {current ? none : 'Searching…'}
            </p>
          )}
          <Options id={list} items={items} active={index} onChoose={choose} />
          {more > 0 && <p className={styles.none}>{moreText(more)}</p>}
        </div>
      )}
    </div>
  );
}

/** How many more fit than are offered. */
export const moreText = (count: number): string =>
  `${count.toLocaleString('en')} more ${count === 1 ? 'matches' : 'match'}. Type more of the name.`;

interface OptionsProps {
  id: string;
  items: readonly Chosen[];
  active: number;
  onChoose: (chosen: Chosen) => void;
}

function Options({ id, items, active, onChoose }: OptionsProps) {
  return (
    <div role="listbox" id={id} aria-label="Found">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
        <div
          key={item.id}
          role="option"
          id={`${id}-${index}`}
          tabIndex={-1}
          aria-selected={index === active}
          className={styles.item}
          ref={(place) => {
            if (index === active) place?.scrollIntoView({ block: 'nearest' });
          }}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
        >
          <bdi>{item.label}</bdi>
          {item.about && <span className={styles.about}>{item.about}</span>}
        </div>
      ))}
    </div>
  );
}
