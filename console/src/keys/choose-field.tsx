import { useRefusal } from '../api/queries.ts';
import type { ReadRoute } from '../api/routes.ts';
import fields from '../components/form/fields.module.css';
import { Field, TextField } from '../components/form/fields.tsx';
import { Choose, type Chosen, type UseFound } from './choose.tsx';

interface ChooseFieldProps {
  /** As in the body. */
  name: string;
  label: string;
  placeholder: string;
  none: string;
  /** What the search needs; a key that may not call it enters an ID instead. */
  needs: ReadRoute;
  value: Chosen | null;
  onChange: (value: Chosen | null) => void;
  useFound: UseFound;
}

/** A field of a form whose value is found by search. */
export function ChooseField({ needs, ...props }: ChooseFieldProps) {
  const refusal = useRefusal(needs);
  const { name, label, placeholder, none, value, onChange, useFound } = props;
  if (refusal !== undefined) {
    return (
      <TextField
        name={name}
        label={label}
        hint={`${refusal} Enter the ID.`}
        mono
        value={value?.id ?? ''}
        onChange={(id) => onChange(id === '' ? null : { id, label: id })}
      />
    );
  }
  return (
    <Field name={name} label={label}>
      {(connected) => (
        <Choose
          {...connected}
          className={fields.control}
          placeholder={placeholder}
          value={value}
          onChoose={onChange}
          useFound={useFound}
          none={none}
        />
      )}
    </Field>
  );
}
