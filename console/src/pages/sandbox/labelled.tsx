import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import styles from './labelled.module.css';

/** A control with its name above. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its child is the control
    <label className={styles.field}>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface InputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
  /** The `id` of a list of suggestions. */
  list?: string;
}

/** One line of text with its name above. */
export function Input({ label, onChange, type = 'text', ...rest }: InputProps) {
  return (
    <Labelled label={label}>
      <input
        {...rest}
        type={type}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
    </Labelled>
  );
}

/** A line of controls that is sent with the Enter key. */
export function Line({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={styles.line}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
