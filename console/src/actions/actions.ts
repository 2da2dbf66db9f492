import { useEffect, useRef } from 'react';

/** Something that the user can do: by its key, in the palette, and in the list of keys. */
export interface Action {
  id: string;
  label: string;
  /** The single key that does it. */
  keys?: string;
  /** Words that also find it in the palette. */
  words?: string;
  /** Why it can’t be done now. */
  reason?: string | undefined;
  run: () => void;
}

type Layer = { current: readonly Action[] };

/** Those of the page, the latest last, after those of the whole console. */
const layers: { console: Layer[]; page: Layer[] } = { console: [], page: [] };

/** Offers actions while the component is on screen. A page’s replace those of the console with the same `id`. */
export function useActions(own: readonly Action[], of: 'page' | 'console' = 'page'): void {
  const layer = useRef(own);
  useEffect(() => {
    layer.current = own;
  });
  useEffect(() => {
    layers[of].push(layer);
    return () => {
      layers[of] = layers[of].filter((each) => each !== layer);
    };
  }, [of]);
}

/** The actions that are offered now, the page’s first; a key that one has already does nothing else. */
export function currentActions(): Action[] {
  const all = [...layers.console, ...layers.page].reverse().flatMap(({ current }) => current);
  const offered = all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
  return offered.map(({ keys, ...action }, index) =>
    keys === undefined || offered.findIndex((each) => each.keys === keys) < index
      ? action
      : { ...action, keys },
  );
}
