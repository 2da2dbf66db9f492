import type { DataResidency } from '../api/types.ts';

/** Where inference may run, in words. */
export const inferenceText = ({ allowed_inference_geos: allowed }: DataResidency): string =>
  allowed === 'unrestricted' ? 'anywhere' : allowed.join(', ');

/** The same with where it runs if a request doesn’t say. */
export const inferenceWithDefault = (residency: DataResidency): string =>
  `${inferenceText(residency)} (default ${residency.default_inference_geo})`;
