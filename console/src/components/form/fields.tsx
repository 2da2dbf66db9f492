import { type ChangeEvent, type ReactNode, useId } from 'react';
import { type FieldFault, useFault } from './faults.ts';
import styles from './fields.module.css';
import { type Choice, Options } from './select.tsx';

interface FieldProps {
  /** As in the body. */
  name: string;
  label: string;
  /** What is worth knowing before it is filled in. */
  hint?: ReactNode;
  /** At the right of the label, such as a count. */
  beside?: ReactNode;
}

/** What connects a control with its label, its hint and what is wrong. */
interface ControlProps {
  id: string;
  name: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

/** A label, a control, a hint and what is wrong, connected for screen readers. */
export function Field({
  name,
  label,
  hint,
  beside,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const fault = useFault(name);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        {beside}
      </div>
      {children({
        id,
        name,
        'aria-invalid': fault && true,
        'aria-describedby': described || undefined,
      })}
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className={styles.fault} id={`${id}-fault`} role="alert">
          {fault.text}
        </p>
      )}
      <Details fault={fault} />
    </div>
  );
}

/** The same for several controls. */
export function FieldSet({ name, label, hint, children }: FieldProps & { children: ReactNode }) {
  const id = useId();
  const fault = useFault(name);
  return (
    <fieldset className={styles.field} aria-describedby={fault && id} data-invalid={fault ? '' : undefined}>
      <legend>{label}</legend>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
      {fault && (
        <p className={styles.fault} id={id} role="alert">
          {fault.text}
        </p>
      )}
      <Details fault={fault} />
    </fieldset>
  );
}

/** The server’s sentence, where it is shown in other words. */
function Details({ fault }: { fault: FieldFault | undefined }) {
  if (fault?.details === undefined) return null;
  return (
    <details className={styles.details}>
      <summary>Details</summary>
      <code>{fault.details}</code>
    </details>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** The maximum length in code points, as the server counts; it is shown and not enforced. */
  max?: number;
  /** Whether the value can be seen but not changed. */
  fixed?: boolean;
  type?: 'text' | 'email' | 'password' | 'datetime-local' | 'date';
  mono?: boolean;
  multiline?: boolean;
  placeholder?: string;
  autoComplete?: string;
}

/** One line of text, or several. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, max, fixed = false, mono = false, multiline = false, ...field } = props;
  const { type = 'text', placeholder, autoComplete = 'off' } = props;
  const counter = max === undefined ? undefined : <Counter length={[...value].length} max={max} />;
  const control = {
    className: mono ? `${styles.control} ${styles.mono}` : styles.control,
    value,
    readOnly: fixed,
    placeholder,
    autoComplete,
    spellCheck: false,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value),
  };
  return (
    <Field name={field.name} label={field.label} hint={field.hint} beside={counter}>
      {(connected) =>
        multiline ? (
          <textarea {...connected} {...control} rows={3} />
        ) : (
          <input {...connected} {...control} type={type} />
        )
      }
    </Field>
  );
}

function Counter({ length, max }: { length: number; max: number }) {
  return (
    <span
      className={length > max ? `${styles.counter} ${styles.over}` : styles.counter}
      data-over={length > max}
    >
      <span className="sr-only">Characters: </span>
      {length} / {max}
    </span>
  );
}

interface SelectFieldProps extends FieldProps {
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
  fixed?: boolean;
}

/** One of a few values. */
export function SelectField({ value, choices, onChange, fixed = false, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(connected) => (
        <select
          {...connected}
          className={styles.control}
          value={value}
          disabled={fixed}
          onChange={(event) => onChange(event.target.value)}
        >
          <Options choices={choices} />
        </select>
      )}
    </Field>
  );
}

interface RadioFieldProps extends FieldProps {
  value: string;
  choices: readonly (Choice & { about?: string })[];
  onChange: (value: string) => void;
}

/** One of a few values, each with what it means. */
export function RadioField({ name, value, choices, onChange, ...field }: RadioFieldProps) {
  return (
    <FieldSet name={name} {...field}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            {choice.label}
            {choice.about && <span className={styles.about}>{choice.about}</span>}
          </span>
        </label>
      ))}
    </FieldSet>
  );
}

interface CheckProps {
  label: string;
  about?: string | undefined;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** One box to tick. */
export function Check({ label, about, on, disabled = false, onChange }: CheckProps) {
  return (
    <label className={styles.choice}>
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {about && <span className={styles.about}>{about}</span>}
      </span>
    </label>
  );
}
