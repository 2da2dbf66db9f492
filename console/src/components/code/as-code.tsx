import { useState } from 'react';
import { lazily } from '../../lazily.tsx';
import styles from './as-code.module.css';
import type { Requested } from './snippets.ts';

const Code = lazily(() => import('./code.tsx'));

interface AsCodeProps {
  /** Such as `The same as code`. */
  label: string;
  requests: readonly Requested[];
}

/** What a form sends, a list asks for or a change did, as code: shown when it is opened. */
export function AsCode({ label, requests }: AsCodeProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open && <Code requests={requests} />}
    </details>
  );
}
