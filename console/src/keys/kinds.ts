import type { ApiKey } from '../api/types.ts';

/** The kinds of keys, by whom a key acts as. */
const kinds = {
  none: {
    name: 'Workspace key',
    short: 'Workspace',
    about: 'It belongs to the workspace and outlives whoever created it.',
  },
  user_actor: {
    name: 'Personal key',
    short: 'Personal',
    about: 'It ends with the user, or with their access to the workspace.',
  },
  service_account_actor: {
    name: 'Service-account key',
    short: 'Service account',
    about: 'It ends with the service account.',
  },
} as const;

/** The kind of a key in words, and when it ends. */
export const kindOf = ({
  principal,
}: Pick<ApiKey, 'principal'>): { name: string; short: string; about: string } =>
  kinds[principal?.type ?? 'none'];

/** The ID of whom a key acts as, if it acts as anybody. */
export function actorOf({ principal }: Pick<ApiKey, 'principal'>): string | undefined {
  if (principal === null) return undefined;
  return principal.type === 'user_actor' ? principal.user_id : principal.service_account_id;
}

/** The ID of the workspace in which a key is valid; undefined for all of the organization. */
export const workspaceOf = ({ scope }: Pick<ApiKey, 'scope'>): string | undefined =>
  scope.type === 'workspace' ? scope.workspace_id : undefined;

/** The end of a key, by which people recognise it. */
export const shortHint = (hint: string | null): string => (hint === null ? '' : `…${hint.slice(-4)}`);

const month = 30 * 86_400_000;

/** Whether a key that works now ends within 30 days. */
export const endsSoon = (status: string, expiresAt: string | null, now: number): boolean =>
  status === 'active' && expiresAt !== null && Date.parse(expiresAt) - now < month;

/** In 30 days, at the end of that day: the same for all requests of a day, so that their responses can be reused. */
export const inThirtyDays = (now: number): string =>
  new Date(Math.ceil(now / 86_400_000) * 86_400_000 + month).toISOString();
