import { type OrganizationStatus, organizationOperations } from '../api/organizations/contract.ts';
import type { Environment } from '../config/read.ts';
import { createClient } from './client.ts';
import { type Context, UsageError } from './context.ts';
import { baseOf, type Target, type TargetOptions, targetOf } from './target.ts';

/** The path of the controls of an organization. */
export const organizationPath = '/x/sandbox/organizations/{organization_id}';

/** An organization of a sandbox, and how its controls are called. */
export interface Place {
  target: Target;
  params: { organization_id: string };
}

/** The error for a server that is not a sandbox. */
export const noSandbox = (base: string) =>
  new UsageError(`${base} is not a sandbox: start it with --sandbox true, or as workspaced dev.`);

/** The server, and the organization in `org`, or that of the key; throws if the server is not a sandbox. */
export async function placeOf(
  { org, ...options }: TargetOptions & { org?: string | undefined },
  { env }: Context,
): Promise<Place> {
  if (org !== undefined) return { target: sandboxOf(options, env), params: { organization_id: org } };
  const target = targetOf(options, env);
  const text = await createClient(target)(organizationOperations.status);
  const { organization, server }: OrganizationStatus = JSON.parse(text);
  if (!server.sandbox) throw noSandbox(target.base);
  return { target, params: { organization_id: organization.id } };
}

/** The sandbox as a whole; its own key is sent if it is set, which only other machines need. */
export function sandboxOf(options: TargetOptions, env: Environment): Target {
  const [keySource, key] = ['WORKSPACED_SANDBOX_KEY', env.WORKSPACED_SANDBOX_KEY];
  return { base: baseOf(options, env), ...(key && { key, keySource }) };
}
