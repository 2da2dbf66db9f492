import Anthropic from '@anthropic-ai/sdk';
import type { Writes } from './client.ts';

/** The official library with its own replays, as many as it takes. */
export function officialClient(baseURL: string, key: string): Writes {
  const client = new Anthropic({ baseURL, authToken: key, apiKey: null, maxRetries: 60, timeout: 30_000 });
  return client.organization.workspaces;
}
