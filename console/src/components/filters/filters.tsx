import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './filters.module.css';

/** A line of filters above a list. */
export const Filters = ({ children }: { children: ReactNode }) => (
  <search className={styles.filters}>{children}</search>
);

/** A filter that is set, with a button that removes it. */
export function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <span className={styles.chip}>
      <bdi>{text}</bdi>
      <button type="button" aria-label={`Remove filter ${text}`} onClick={onRemove}>
        <X />
      </button>
    </span>
  );
}
