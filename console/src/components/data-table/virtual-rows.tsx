import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useLayoutEffect, useState } from 'react';
import styles from './data-table.module.css';
import type { Reach } from './use-roving.ts';

interface VirtualRowsProps {
  /** The table around them. */
  place: RefObject<HTMLTableElement | null>;
  count: number;
  /** Of a row, in px. */
  height: number;
  draw: (index: number) => ReactNode;
  onDrawn: () => void;
  /** Is set to what scrolls to a row. */
  reach: RefObject<Reach | undefined>;
}

/** Of thousands of rows only those in view. */
export default function VirtualRows({ place, count, height, draw, onDrawn, reach }: VirtualRowsProps) {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((place.current?.getBoundingClientRect().top ?? 0) + scrollY), [place]);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: top,
  });
  reach.current = (index) => virtual.scrollToIndex(index);
  useLayoutEffect(onDrawn);
  const items = virtual.getVirtualItems();
  return (
    <>
      <Gap height={(items[0]?.start ?? top) - top} />
      {items.map(({ index }) => draw(index))}
      <Gap height={virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top)} />
    </>
  );
}

/** Takes the space of the rows that are out of view. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr className={styles.gap} aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}
