import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

interface CardProps {
  title?: string;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Whether its content goes to the edge, as a table does. */
  flush?: boolean;
}

/** A titled part of a page. */
export function Card({ title, actions, children, flush = false }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} {...(title && { 'aria-labelledby': id })}>
      {title && (
        <header className={styles.head}>
          <h2 id={id}>{title}</h2>
          {actions}
        </header>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
