import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const focusable = 'a[href], button, input, select';

/**
 * Makes the rows of a table one stop of the Tab key: the arrow keys move among rows and what can be focused in a row, Home
 * and End to the first and last row. Tables of 50 rows would otherwise take hundreds of stops.
 */
export function useRoving(body: RefObject<HTMLTableSectionElement | null>): void {
  const current = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const stops = stopsIn(body.current);
    if (!stops.some((stop) => stop === current.current)) current.current = mainStop(body.current) ?? null;
    for (const stop of stops) stop.tabIndex = stop === current.current ? 0 : -1;
  });
  useEffect(() => {
    const place = body.current;
    if (place === null) return;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.matches(focusable)) return;
      if (current.current instanceof HTMLElement) current.current.tabIndex = -1;
      current.current = target;
      target.tabIndex = 0;
    };
    const onKey = (event: KeyboardEvent) => {
      const next = nextStop(event, place);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    };
    place.addEventListener('focusin', onFocus);
    place.addEventListener('keydown', onKey);
    return () => {
      place.removeEventListener('focusin', onFocus);
      place.removeEventListener('keydown', onKey);
    };
  }, [body]);
}

const stopsIn = (place: Element | null): HTMLElement[] => [
  ...(place?.querySelectorAll<HTMLElement>(focusable) ?? []),
];

/** A row’s link, or else the first thing in it that can be focused. */
const mainStop = (row: Element | null | undefined): HTMLElement | undefined =>
  row?.querySelector<HTMLElement>('[data-row-link]') ?? stopsIn(row ?? null)[0];

function nextStop(
  { key, target, altKey, ctrlKey, metaKey }: KeyboardEvent,
  place: Element,
): HTMLElement | undefined {
  if (altKey || ctrlKey || metaKey || !(target instanceof Element) || target.matches('select'))
    return undefined;
  const row = target.closest('tr');
  if (row === null) return undefined;
  const rows = [...place.querySelectorAll('tr[data-index]')];
  const stops = stopsIn(row);
  const at = stops.indexOf(target as HTMLElement);
  if (key === 'ArrowLeft') return stops[at - 1];
  if (key === 'ArrowRight') return stops[at + 1];
  if (key === 'Home') return mainStop(rows[0]);
  if (key === 'End') return mainStop(rows.at(-1));
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const other = rows[rows.indexOf(row) + (key === 'ArrowUp' ? -1 : 1)];
  const alike = target.matches('[data-row-link]') ? undefined : stopsIn(other ?? null)[at];
  return alike ?? mainStop(other);
}
