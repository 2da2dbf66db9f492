import { join } from 'node:path';
import type { Server } from '../harness/servers.ts';
import type { Operation } from '../parts/operations.ts';

/** Operations that are measured against peers: as near to ours as they come. */
export type Compared = 'get' | 'list of 20' | 'create';

/** Another server that a user could pick, running and filled with 1,000 workspaces where it keeps state. */
export interface Peer {
  name: string;
  keepsState: boolean;
  /** How it was set up, in a sentence for readers. */
  setUp: string;
  server: Server;
  operations: Record<Compared, Operation>;
}

/** How many workspaces a peer that keeps state has at the start. */
export const filled = 1000;

export const peersFolder = import.meta.dirname;

/** The script of an installed peer's command. */
export const commandOf = (name: string) => join(peersFolder, 'node_modules', '.bin', name);
