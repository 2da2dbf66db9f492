import { type ReactNode, useId } from 'react';
import styles from './people-section.module.css';

interface SectionProps {
  title: string;
  /** What is worth knowing about it. */
  about?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One of several lists on a page. */
export function Section({ title, about, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {about && <p className={styles.about}>{about}</p>}
      {children}
    </section>
  );
}
