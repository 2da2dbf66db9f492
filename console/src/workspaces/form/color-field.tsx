import { palette } from 'virtual:operations';
import { useState } from 'react';
import { useFault } from '../../components/form/faults.ts';
import { FieldSet } from '../../components/form/fields.tsx';
import styles from './color-field.module.css';

interface ColorFieldProps {
  value: string | null;
  /** Whether “Automatic” is offered, which leaves the choice to the server. */
  automatic: boolean;
  onChange: (color: string | null) => void;
}

/** The colour: from the palette, custom, or chosen by the server. */
export function ColorField({ value, automatic, onChange }: ColorFieldProps) {
  const inPalette = palette.some(({ color }) => color === value?.toUpperCase());
  const [custom, setCustom] = useState(value !== null && !inPalette);
  const fault = useFault('display_color');
  const choose = (color: string | null, own: boolean) => {
    setCustom(own);
    onChange(color);
  };
  return (
    <FieldSet name="display_color" label="Colour">
      <div className={styles.palette}>
        {automatic && (
          <label className={styles.word}>
            <input type="radio" name="color" checked={value === null} onChange={() => choose(null, false)} />
            <span>Automatic</span>
          </label>
        )}
        {palette.map(({ color, name }) => (
          <label key={color} title={name}>
            <input
              type="radio"
              name="color"
              aria-label={name}
              checked={!custom && value?.toUpperCase() === color}
              onChange={() => choose(color, false)}
            />
            <span style={{ backgroundColor: color }} />
          </label>
        ))}
        <label className={styles.word}>
          <input
            type="radio"
            name="color"
            checked={custom}
            onChange={() => choose(value ?? palette[0].color, true)}
          />
          <span>Custom</span>
        </label>
      </div>
      {custom && (
        <div className={styles.custom}>
          <input
            type="color"
            aria-label="Pick a colour"
            value={/^#[0-9a-f]{6}$/i.test(value ?? '') ? (value ?? '').toLowerCase() : '#000000'}
            onChange={(event) => onChange(event.target.value.toUpperCase())}
          />
          <input
            className={styles.hex}
            aria-label="Hex colour"
            aria-invalid={fault ? true : undefined}
            autoComplete="off"
            spellCheck={false}
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </FieldSet>
  );
}
