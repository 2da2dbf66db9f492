import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './data-table.module.css';

type Target = Pick<LinkProps, 'to' | 'params' | 'search' | 'resetScroll'>;

/** The name of a row, which leads to its page from anywhere in the row. */
export function RowLink({ name, ...target }: Target & { name: string }) {
  return (
    <Link {...target} className={styles.link} data-row-link>
      <bdi>{name}</bdi>
    </Link>
  );
}
