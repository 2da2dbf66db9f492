import { useStatus } from '../api/queries.ts';

interface GeoSelectProps {
  value: string;
  onChange: (value: string) => void;
}

/** One geo of one member of `data_residency`, out of those that the server is set to. */
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
      label: 'Inference by default in',
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
