import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

const focusable = 'a[href], button, input, select';

/** Scrolls to a row of a table that draws only those in view. */
export type Reach = (index: number) => void;

interface Roving {
  /** To be called whenever rows were drawn. */
  settle: () => void;
  /** Set by what draws only the rows in view. */
  reach: RefObject<Reach | undefined>;
}

/**
 * Makes the rows of a table one stop of the Tab key: the arrow keys move among rows and what can be focused in a row, Page
 * Up and Page Down by a screen, Home and End to the first and last row. Tables of 50 rows would otherwise take hundreds of
 * stops.
 */
export function useRoving(body: RefObject<HTMLTableSectionElement | null>, count: number): Roving {
  const current = useRef<Element | null>(null);
  const reach = useRef<Reach>(undefined);
  /** The row that gets the focus once it is drawn. */
  const awaited = useRef<number>(undefined);
  const settle = useCallback(() => {
    const stops = stopsIn(body.current);
    if (!stops.some((stop) => stop === current.current)) current.current = mainStop(body.current) ?? null;
    for (const stop of stops) stop.tabIndex = stop === current.current ? 0 : -1;
    focusOn(mainStop(rowAt(body.current, awaited.current)));
  }, [body]);
  useLayoutEffect(settle);
  useEffect(() => {
    const place = body.current;
    if (place === null) return;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.matches(focusable)) return;
      awaited.current = undefined;
      if (current.current instanceof HTMLElement) current.current.tabIndex = -1;
      current.current = target;
      target.tabIndex = 0;
    };
    const onKey = (event: KeyboardEvent) => {
      const { key, target, altKey, ctrlKey, metaKey } = event;
      if (altKey || ctrlKey || metaKey || !(target instanceof HTMLElement) || target.matches('select'))
        return;
      const row = target.closest<HTMLElement>('tr[data-index]');
      if (row === null) return;
      const index = rowFor(key, row, count);
      const stops = stopsIn(row);
      const at = stops.indexOf(target);
      const side = { ArrowLeft: -1, ArrowRight: 1 }[key];
      const other = rowAt(place, index);
      // The arrow keys keep to what is alike in each row.
      const alike = key.startsWith('Arrow') && !target.matches('[data-row-link]') && stopsIn(other)[at];
      const next = side ? stops[at + side] : alike || mainStop(other);
      if (next === undefined && index === undefined) return;
      event.preventDefault();
      if (next) return focusOn(next);
      awaited.current = index;
      reach.current?.(index as number);
    };
    place.addEventListener('focusin', onFocus);
    place.addEventListener('keydown', onKey);
    return () => {
      place.removeEventListener('focusin', onFocus);
      place.removeEventListener('keydown', onKey);
    };
  }, [body, count]);
  return { settle, reach };
}

function focusOn(stop: HTMLElement | undefined): void {
  stop?.focus();
  stop?.scrollIntoView({ block: 'nearest' });
}

const rowAt = (place: Element | null, index: number | undefined): Element | null =>
  place?.querySelector(`tr[data-index="${index}"]`) ?? null;

const stopsIn = (place: Element | null): HTMLElement[] => [
  ...(place?.querySelectorAll<HTMLElement>(focusable) ?? []),
];

/** A row’s link, or else the first thing in it that can be focused. */
const mainStop = (row: Element | null): HTMLElement | undefined =>
  row?.querySelector<HTMLElement>('[data-row-link]') ?? stopsIn(row)[0];

/** The row that a key leads to, whether it is drawn or not. */
function rowFor(key: string, row: HTMLElement, count: number): number | undefined {
  const at = Number(row.dataset.index);
  const last = count - 1;
  const screen = Math.max(1, Math.floor(innerHeight / row.offsetHeight) - 2);
  const to = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: Math.max(0, at - screen),
    PageDown: Math.min(last, at + screen),
    Home: 0,
    End: last,
  }[key];
  return to === undefined || to < 0 || to > last ? undefined : to;
}
