import type { DataResidency, Settings } from '../api/types.ts';
import { Fault, type FieldFault } from './fault.tsx';
import { choices, restrict, toggle, unrestrict } from './residency.ts';

interface ResidencyFieldsProps {
  value: DataResidency;
  settings: Settings;
  /** Whether the workspace exists, so that its geo can't change any more. */
  geoFixed: boolean;
  onChange: (residency: DataResidency) => void;
  fault: FieldFault | undefined;
}

/** Where data is stored and requests are processed; a default that isn't allowed can't be chosen. */
export function ResidencyFields({ value, settings, geoFixed, onChange, fault }: ResidencyFieldsProps) {
  return (
    <fieldset className="field" aria-describedby={fault ? 'residency-fault' : undefined}>
      <legend>Data residency</legend>
      <label htmlFor="workspace-geo">Data stored in</label>
      <GeoChoice
        id="workspace-geo"
        value={value.workspace_geo}
        geos={geoFixed ? [value.workspace_geo] : settings.workspace_geos}
        fixed={geoFixed}
        onChange={(workspace_geo) => onChange({ ...value, workspace_geo })}
      />
      <p className="hint" id="workspace-geo-hint">
        {geoFixed ? 'Set at creation. Can’t be changed.' : 'Can’t be changed later.'}
      </p>
      <AllowedGeos value={value} all={settings.inference_geos} onChange={onChange} />
      <label htmlFor="default-geo">Default inference geo</label>
      <GeoChoice
        id="default-geo"
        value={value.default_inference_geo}
        geos={choices(value, settings.inference_geos)}
        onChange={(default_inference_geo) => onChange({ ...value, default_inference_geo })}
      />
      <p className="hint" id="default-geo-hint">
        Used when a request doesn’t specify a geo.
      </p>
      <Fault id="residency-fault" fault={fault} />
    </fieldset>
  );
}

interface GeoChoiceProps {
  id: string;
  value: string;
  geos: readonly string[];
  fixed?: boolean;
  onChange: (geo: string) => void;
}

function GeoChoice({ id, value, geos, fixed = false, onChange }: GeoChoiceProps) {
  return (
    <select
      id={id}
      className="input"
      value={value}
      disabled={fixed}
      onChange={(event) => onChange(event.target.value)}
      aria-describedby={`${id}-hint`}
    >
      {[...new Set([...geos, value])].map((geo) => (
        <option key={geo}>{geo}</option>
      ))}
    </select>
  );
}

interface AllowedGeosProps {
  value: DataResidency;
  all: readonly string[];
  onChange: (residency: DataResidency) => void;
}

function AllowedGeos({ value, all, onChange }: AllowedGeosProps) {
  const allowed = value.allowed_inference_geos;
  const some = allowed !== 'unrestricted';
  const geos = some ? [...new Set([...all, ...allowed])] : all;
  return (
    <div role="radiogroup" aria-label="Allowed inference geos" className="allowed">
      <span className="field-label" aria-hidden="true">
        Allowed inference geos
      </span>
      <label className="option">
        <input type="radio" name="allowed" checked={!some} onChange={() => onChange(unrestrict(value))} />
        Unrestricted
      </label>
      <label className="option">
        <input type="radio" name="allowed" checked={some} onChange={() => onChange(restrict(value))} />
        Only these
      </label>
      {some && (
        <div className="geos">
          {geos.map((geo) => {
            const last = allowed.length === 1 && allowed[0] === geo;
            return (
              <label key={geo} className="option" title={last ? 'At least one geo is required' : undefined}>
                <input
                  type="checkbox"
                  checked={allowed.includes(geo)}
                  disabled={last}
                  onChange={() => onChange(toggle(value, geo, all))}
                />
                {geo}
              </label>
            );
          })}
        </div>
      )}
    </div>
  );
}
