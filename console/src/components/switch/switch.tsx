import styles from './switch.module.css';

interface SwitchProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  /** Why it can’t be used now: it stays reachable, says so, and does nothing. */
  reason?: string | undefined;
}

/** An on/off switch. */
export function Switch({ label, on, onChange, reason }: SwitchProps) {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        aria-disabled={reason !== undefined || undefined}
        aria-description={reason}
        data-tip={reason}
        onChange={(event) => reason === undefined && onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
