import { ApiError } from './errors.ts';

/** What an admin key may be limited to (contract, section 12). `write:x` doesn't include `read:x`. */
export const scopes = [
  'read:workspaces',
  'write:workspaces',
  'read:members',
  'write:members',
  'read:api_keys',
  'write:api_keys',
  'keys:introspect',
  'read:service_accounts',
  'write:service_accounts',
  'read:compliance_activities',
  'read:org_audit',
  'write:compliance_settings',
  'read:admin_keys',
  'write:admin_keys',
] as const;

export type Scope = (typeof scopes)[number];

/** The scopes of a key; null means all. */
export type Scopes = ReadonlySet<Scope> | null;

/** Whether a key with these scopes may call an operation that needed one of those; none needed means that every key may. */
export function allows(own: Scopes, needed: readonly Scope[]): boolean {
  return own === null || needed.length === 0 || needed.some((scope) => own.has(scope));
}

/** 403 for a key that has none of the scopes that an operation needed (contract of the family, section 12). */
export function missingScopes(own: Iterable<Scope>, needed: readonly Scope[]): ApiError {
  const list = (names: Iterable<string>) => `[${[...names].map((name) => `'${name}'`).join(', ')}]`;
  const what =
    needed.length === 1 ? `Needed: ${list(needed)}` : `Got: ${list(own)} Needed one of: ${list(needed)}`;
  return new ApiError('permission_error', `Missing required scopes. ${what}`);
}

/** Whether a key reaches no further than another. */
export function isWithin(own: Scopes, other: Scopes): boolean {
  return other === null || (own !== null && [...own].every((scope) => other.has(scope)));
}
