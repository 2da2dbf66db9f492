import { useState } from 'react';
import { palette } from '../../../src/api/workspaces/palette.ts';
import { Fault, type FieldFault } from './fault.tsx';

interface ColorFieldProps {
  value: string | null;
  /** Whether “Automatic” is offered, which leaves the choice to the server. */
  automatic: boolean;
  onChange: (color: string | null) => void;
  fault: FieldFault | undefined;
}

/** The colour: from the palette, custom, or chosen by the server. */
export function ColorField({ value, automatic, onChange, fault }: ColorFieldProps) {
  const inPalette = palette.some(({ color }) => color === value?.toUpperCase());
  const [custom, setCustom] = useState(value !== null && !inPalette);
  const choose = (color: string | null, own: boolean) => {
    setCustom(own);
    onChange(color);
  };
  return (
    <fieldset className="field colors" aria-describedby={fault ? 'color-fault' : undefined}>
      <legend>Colour</legend>
      <div className="palette">
        {automatic && (
          <label className="automatic">
            <input type="radio" name="color" checked={value === null} onChange={() => choose(null, false)} />
            <span>Automatic</span>
          </label>
        )}
        {palette.map(({ color, name }) => (
          <label key={color} className="choice" title={name}>
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
        <label className="automatic">
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
        <div className="custom-color">
          <input
            type="color"
            aria-label="Pick a colour"
            value={/^#[0-9a-f]{6}$/i.test(value ?? '') ? (value ?? '').toLowerCase() : '#000000'}
            onChange={(event) => onChange(event.target.value.toUpperCase())}
          />
          <input
            className="input mono"
            aria-label="Hex colour"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? 'color-fault' : undefined}
            autoComplete="off"
            spellCheck={false}
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
      <Fault id="color-fault" fault={fault} />
    </fieldset>
  );
}
