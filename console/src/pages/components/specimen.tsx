import type { ReactNode } from 'react';
import styles from './specimen.module.css';

/** A family of components under its name. */
export function Family({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className={styles.family} data-family={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

/** One component in some of its states, in a line. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.specimen}>
      <h3>{name}</h3>
      <div className={styles.states}>{children}</div>
    </div>
  );
}
