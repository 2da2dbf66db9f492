import { ChevronsUpDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { useStatus } from '../api/queries.ts';
import { lazily } from '../lazily.tsx';
import styles from './account.module.css';

const AccountMenu = lazily(() => import('./account-menu.tsx'));

/** The key in use; what belongs to it opens from here. */
export function Account({ onHelp }: { onHelp: () => void }) {
  const { data: status } = useStatus();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label="Account"
        onPointerEnter={AccountMenu.preload}
        onFocus={AccountMenu.preload}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.key}>
          <strong>{status?.key.name ?? ' '}</strong>
          <span>{status ? `Admin key …${status.key.hint}` : ' '}</span>
        </span>
        <ChevronsUpDown />
      </button>
      {open && button.current && (
        <AccountMenu anchor={button.current} onHelp={onHelp} onClosed={() => setOpen(false)} />
      )}
    </>
  );
}
