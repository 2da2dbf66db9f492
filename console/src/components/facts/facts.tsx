import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** Pairs of a label and a value. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

interface FactProps {
  label: string;
  /** The member’s name in the API. */
  wire?: string;
  /** What people often want to know about it. */
  about?: string;
  children: ReactNode;
}

/** One value, by its name for people and, in small, its name in the API. */
export function Fact({ label, wire, about, children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {wire && (
          <code className={styles.wire} title="Name in the API">
            {wire}
          </code>
        )}
        {children}
        {about && <span className={styles.about}>{about}</span>}
      </dd>
    </div>
  );
}
