import type { OrganizationState } from '../state/document.ts';
import { checked, send } from './client.ts';
import type { Context } from './context.ts';

/** Makes an organization from a state in the sandbox of that server, and prints the exports with which clients use it. */
export async function intoSandbox(
  base: string,
  name: string,
  document: OrganizationState,
  { env, print, tell }: Context,
): Promise<void> {
  const key = env.WORKSPACED_SANDBOX_KEY;
  const answer = await send(base, '/x/sandbox/organizations', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ name, document }),
  });
  const text = checked({ base, keySource: 'WORKSPACED_SANDBOX_KEY' }, answer);
  const made = JSON.parse(text) as { id: string; env: Record<string, string> };
  tell(`Made ${name} (${made.id}) in the sandbox at ${base}.`);
  for (const [variable, value] of Object.entries(made.env)) print(`export ${variable}=${quoted(value)}`);
}

/** As one word of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
