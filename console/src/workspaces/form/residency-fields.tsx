import type { DataResidency, Settings } from '../../api/types.ts';
import { Check, FieldSet, RadioField, SelectField } from '../../components/form/fields.tsx';
import { choices, restrict, toggle, unrestrict } from './residency.ts';
import styles from './residency-fields.module.css';

interface ResidencyFieldsProps {
  value: DataResidency;
  settings: Settings;
  /** Whether the workspace exists, so that its geo can’t change any more. */
  geoFixed: boolean;
  onChange: (residency: DataResidency) => void;
}

/** Where data is stored and requests are processed; a default that isn’t allowed can’t be chosen. */
export function ResidencyFields({ value, settings, geoFixed, onChange }: ResidencyFieldsProps) {
  const { allowed_inference_geos: allowed } = value;
  return (
    <FieldSet name="data_residency" label="Data residency">
      <div className={styles.fields}>
        <SelectField
          name="workspace_geo"
          label="Data stored in"
          value={value.workspace_geo}
          choices={choicesOf(geoFixed ? [] : settings.workspace_geos, value.workspace_geo)}
          fixed={geoFixed}
          onChange={(workspace_geo) => onChange({ ...value, workspace_geo })}
          hint={geoFixed ? 'Set at creation. Can’t be changed.' : 'Can’t be changed later.'}
        />
        <RadioField
          name="allowed_inference_geos"
          label="Allowed inference geos"
          value={allowed === 'unrestricted' ? 'unrestricted' : 'some'}
          choices={[
            { value: 'unrestricted', label: 'Unrestricted' },
            { value: 'some', label: 'Only these' },
          ]}
          onChange={(choice) => onChange(choice === 'some' ? restrict(value) : unrestrict(value))}
        />
        {allowed !== 'unrestricted' && (
          <div className={styles.geos}>
            {[...new Set([...settings.inference_geos, ...allowed])].map((geo) => {
              const last = allowed.length === 1 && allowed[0] === geo;
              return (
                <Check
                  key={geo}
                  label={geo}
                  about={last ? 'At least one geo is required.' : undefined}
                  on={allowed.includes(geo)}
                  disabled={last}
                  onChange={() => onChange(toggle(value, geo, settings.inference_geos))}
                />
              );
            })}
          </div>
        )}
        <SelectField
          name="default_inference_geo"
          label="Default inference geo"
          value={value.default_inference_geo}
          choices={choicesOf(choices(value, settings.inference_geos), value.default_inference_geo)}
          onChange={(default_inference_geo) => onChange({ ...value, default_inference_geo })}
          hint="Used when a request doesn’t specify a geo."
        />
      </div>
    </FieldSet>
  );
}

const choicesOf = (geos: readonly string[], value: string) =>
  [...new Set([...geos, value])].map((geo) => ({ value: geo, label: geo }));
