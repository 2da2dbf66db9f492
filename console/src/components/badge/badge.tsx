import type { ReactNode } from 'react';
import styles from './badge.module.css';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'accent';

/** A word about the state of an object. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** A workspace’s colour as a small square. */
export function Swatch({ color, large = false }: { color: string; large?: boolean }) {
  const size = large ? styles.large : '';
  return (
    <span className={`${styles.swatch} ${size}`} style={{ backgroundColor: color }} aria-hidden="true" />
  );
}
