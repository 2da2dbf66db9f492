import { CopyButton } from '../copy/copy-button.tsx';
import styles from './id.module.css';

/** An ID, with a button that copies it. */
export function Id({ id, of = '' }: { id: string; of?: string }) {
  return (
    <span className={styles.id}>
      <code>{id}</code>
      <CopyButton text={id} label={of === '' ? 'Copy ID' : `Copy ID of ${of}`} />
    </span>
  );
}
