import type { SeededOrganization } from '../harness/seed.ts';
import { creates, gets, lists, type Operation } from '../parts/operations.ts';
import type { Compared } from './peer.ts';

/** Our own requests, for servers that answer them with examples: any id will do. */
export function example(key: string): Record<Compared, Operation> {
  const organization: SeededOrganization = { id: '', key, workspaces: ['wrkspc_011ChHGcDFY8hf9AGd8z9kYh'] };
  return { get: gets(organization), 'list of 20': lists(organization), create: creates(organization) };
}
