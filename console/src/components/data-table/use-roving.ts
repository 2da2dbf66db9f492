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
    const row = awaited.current === undefined ? undefined : rowAt(body.current, awaited.current);
    if (row) focusOn(mainStop(row));
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
      const index = nextRow(event, count);
      const row = index === undefined ? undefined : rowAt(place, index);
      const next = index === undefined ? nextStop(event, place) : mainStop(row);
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

const rowAt = (place: Element | null, index: number): Element | null | undefined =>
  place?.querySelector(`tr[data-index="${index}"]`);

const stopsIn = (place: Element | null): HTMLElement[] => [
  ...(place?.querySelectorAll<HTMLElement>(focusable) ?? []),
];

/** A row’s link, or else the first thing in it that can be focused. */
const mainStop = (row: Element | null | undefined): HTMLElement | undefined =>
  row?.querySelector<HTMLElement>('[data-row-link]') ?? stopsIn(row ?? null)[0];

/** Whether a key is one that moves among the rows. */
const isOurs = ({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  !altKey && !ctrlKey && !metaKey && target instanceof Element && !target.matches('select');

/** The row that a key leads to, whether it is drawn or not; undefined for other keys. */
function nextRow(event: KeyboardEvent, count: number): number | undefined {
  const row = isOurs(event) ? (event.target as Element).closest<HTMLElement>('tr[data-index]') : null;
  if (row === null) return undefined;
  const at = Number(row.dataset.index);
  const screen = Math.max(1, Math.floor(innerHeight / row.offsetHeight) - 2);
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return count - 1;
  if (event.key === 'PageUp') return Math.max(0, at - screen);
  if (event.key === 'PageDown') return Math.min(count - 1, at + screen);
  return undefined;
}

/** What an arrow key leads to; undefined for other keys. */
function nextStop(event: KeyboardEvent, place: Element): HTMLElement | undefined {
  if (!isOurs(event)) return undefined;
  const { key, target } = event as KeyboardEvent & { target: HTMLElement };
  const row = target.closest('tr');
  if (row === null) return undefined;
  const rows = [...place.querySelectorAll('tr[data-index]')];
  const stops = stopsIn(row);
  const at = stops.indexOf(target);
  if (key === 'ArrowLeft') return stops[at - 1];
  if (key === 'ArrowRight') return stops[at + 1];
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const other = rows[rows.indexOf(row) + (key === 'ArrowUp' ? -1 : 1)];
  const alike = target.matches('[data-row-link]') ? undefined : stopsIn(other ?? null)[at];
  return alike ?? mainStop(other);
}
