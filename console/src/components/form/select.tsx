import styles from './fields.module.css';

export interface Choice {
  value: string;
  label: string;
  /** The heading that it stands under, with those next to it that have the same. */
  group?: string;
}

interface SelectProps {
  'aria-label'?: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
  disabled?: boolean;
  /** Whether it is as wide as what it shows, as in a line of filters. */
  narrow?: boolean;
}

/** The browser’s own list of choices. */
export function Select({ choices, onChange, narrow = false, ...rest }: SelectProps) {
  return (
    <select
      {...rest}
      className={narrow ? `${styles.control} ${styles.narrow}` : styles.control}
      onChange={(event) => onChange(event.target.value)}
    >
      <Options choices={choices} />
    </select>
  );
}

/** The choices of a `<select>`. */
export function Options({ choices }: Pick<SelectProps, 'choices'>) {
  return [...Map.groupBy(choices, ({ group }) => group)].map(([group, those]) =>
    group === undefined ? (
      those.map(option)
    ) : (
      <optgroup key={group} label={group}>
        {those.map(option)}
      </optgroup>
    ),
  );
}

const option = ({ value, label }: Choice) => (
  <option key={value} value={value}>
    {label}
  </option>
);
