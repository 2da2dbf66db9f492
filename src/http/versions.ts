import type { Wire } from '../call.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import { versions } from '../contract/versions.ts';

const known = new Set(versions);

/** Throws 400 unless the `anthropic-version` header is known, or absent where it isn't required (contract, section 5). */
export function checkVersion(version: string | string[] | undefined, required: boolean): void {
  if (isVersion(version, required)) return;
  if (version === undefined) throw invalid('anthropic-version', 'header is required');
  throw new ApiError('invalid_request_error', `anthropic-version: "${version}" is not a valid version`);
}

/** Whether `checkVersion` accepts it. */
export function isVersion(version: string | string[] | undefined, required: boolean): boolean {
  return version === undefined ? !required : known.has(String(version));
}

/** Which of the two wires a supported version is; the old one if the header is absent. */
export const wireOf = (version: string | string[] | undefined): Wire =>
  version === '2026-10-21' ? 'new' : 'old';
