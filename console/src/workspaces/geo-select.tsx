import { useStatus } from '../api/queries.ts';

interface GeoSelectProps {
  value: string;
  onChange: (value: string) => void;
}

/** A filter by one member of `data_residency` and one of the geos that the server is configured with. */
export function GeoSelect({ value, onChange }: GeoSelectProps) {
  const { data: status } = useStatus();
  const groups = [
    { member: 'workspace_geo', label: 'Data stored in', geos: status?.settings.workspace_geos },
    {
      member: 'allowed_inference_geos',
      label: 'Inference allowed in',
      geos: status?.settings.inference_geos,
    },
    {
      member: 'default_inference_geo',
      label: 'Default inference in',
      geos: status?.settings.inference_geos,
    },
  ];
  return (
    <select
      className="input"
      aria-label="Geo"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">Any geo</option>
      {groups.map(({ member, label, geos = [] }) => (
        <optgroup key={member} label={label}>
          {geos.map((geo) => (
            <option key={geo} value={`${member}:${geo}`}>
              {`${label} ${geo}`}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
