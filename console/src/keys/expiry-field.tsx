import { SelectField, TextField } from '../components/form/fields.tsx';
import { type Expiry, expiresAt } from './expiry.ts';

interface ExpiryFieldProps {
  value: Expiry;
  /** When the form was opened. */
  opened: number;
  onChange: (value: Expiry) => void;
}

const choices = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'date', label: 'On a date…' },
  { value: 'never', label: 'Never' },
];

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** When a new key expires. */
export function ExpiryField({ value, opened, onChange }: ExpiryFieldProps) {
  const at = expiresAt(value, opened);
  const isDate = value.choice === 'date';
  return (
    <>
      <SelectField
        name={isDate ? 'expires' : 'expires_at'}
        label="Expires"
        value={value.choice}
        choices={choices}
        hint={
          at === null
            ? 'A key that never expires works until somebody ends it.'
            : at !== '' && `Works until ${day.format(new Date(at))}.`
        }
        onChange={(choice) => onChange({ ...value, choice: choice as Expiry['choice'] })}
      />
      {isDate && (
        <TextField
          name="expires_at"
          label="Last day"
          type="date"
          hint="The key works until the end of that day, in your time zone."
          value={value.date}
          onChange={(date) => onChange({ ...value, date })}
        />
      )}
    </>
  );
}
