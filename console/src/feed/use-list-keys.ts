import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Makes the lines of a list one stop of the Tab key: the arrow keys move among the entries, Home and End to the first and
 * last one, and Tab on from there through the links of that line. What an entry shows when it is open stays as it is.
 */
export function useListKeys(place: RefObject<HTMLElement | null>): void {
  const current = useRef<string>(undefined);
  const mark = () => {
    const entries = entriesIn(place.current);
    const here = entries.find((entry) => entry.dataset.entry === current.current) ?? entries[0];
    for (const entry of entries) {
      for (const stop of stopsIn(entry)) stop.tabIndex = entry === here ? 0 : -1;
    }
  };
  useLayoutEffect(mark);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads nothing but refs
  useEffect(() => {
    const list = place.current;
    if (list === null) return;
    const onFocus = ({ target }: FocusEvent) => {
      const entry = (target as Element).closest<HTMLElement>('[data-entry]');
      if (entry === null || entry.dataset.entry === current.current) return;
      current.current = entry.dataset.entry;
      mark();
    };
    const onKey = (event: KeyboardEvent) => {
      const next = nextEntry(event, list);
      if (next === undefined) return;
      event.preventDefault();
      next.querySelector<HTMLElement>('[data-line] button')?.focus();
      next.scrollIntoView({ block: 'nearest' });
    };
    list.addEventListener('focusin', onFocus);
    list.addEventListener('keydown', onKey);
    return () => {
      list.removeEventListener('focusin', onFocus);
      list.removeEventListener('keydown', onKey);
    };
  }, [place]);
}

const entriesIn = (place: Element | null) => [
  ...(place?.querySelectorAll<HTMLElement>('[data-entry]') ?? []),
];
const stopsIn = (entry: Element) => entry.querySelectorAll<HTMLElement>('[data-line] :is(a[href], button)');

function nextEntry(
  { key, target, altKey, ctrlKey, metaKey }: KeyboardEvent,
  list: Element,
): HTMLElement | undefined {
  if (altKey || ctrlKey || metaKey || !(target instanceof Element) || !target.closest('[data-line]')) {
    return undefined;
  }
  const entries = entriesIn(list);
  const at = entries.indexOf(target.closest<HTMLElement>('[data-entry]') as HTMLElement);
  if (key === 'Home') return entries[0];
  if (key === 'End') return entries.at(-1);
  if (key === 'ArrowDown') return entries[at + 1];
  return key === 'ArrowUp' ? entries[at - 1] : undefined;
}
