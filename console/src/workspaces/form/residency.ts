import type { DataResidency } from '../../api/types.ts';

/** The geos that the default may be, given what is allowed. */
export function choices(
  { allowed_inference_geos: allowed }: DataResidency,
  all: readonly string[],
): readonly string[] {
  return allowed === 'unrestricted' ? all : allowed;
}

/** Allows every geo. */
export const unrestrict = (residency: DataResidency): DataResidency => ({
  ...residency,
  allowed_inference_geos: 'unrestricted',
});

/** Restricts the allowed geos, at first to the default. */
export const restrict = (residency: DataResidency): DataResidency => ({
  ...residency,
  allowed_inference_geos: [residency.default_inference_geo],
});

/** Adds or removes one allowed geo. At least one stays allowed, and the default is always one of them. */
export function toggle(residency: DataResidency, geo: string, all: readonly string[]): DataResidency {
  const { allowed_inference_geos: before, default_inference_geo: preset } = residency;
  if (before === 'unrestricted') return residency;
  const allowed = before.includes(geo)
    ? before.filter((other) => other !== geo)
    : [...all, ...before].filter((other, index, list) => {
        const wanted = other === geo || before.includes(other);
        return wanted && list.indexOf(other) === index;
      });
  const [first] = allowed;
  if (first === undefined) return residency;
  return {
    ...residency,
    allowed_inference_geos: allowed,
    default_inference_geo: allowed.includes(preset) ? preset : first,
  };
}
