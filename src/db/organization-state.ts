import type { Versions } from './database.ts';

/** An organization's row: read when it is entered, written back once when the batch ends. */
export interface Organization {
  readonly id: string;
  version: number;
  isRecorded: boolean;
  activeWorkspaces: number;
  workspaceLimit: number | null;
  latestUndelivered: string;
  readonly versions: Versions;
  /** Tables that were written to. */
  readonly touched: Set<string>;
  /** Whether its counters must be written back. */
  isCounted: boolean;
}

/** What a commit has changed of an organization: the tables, and its versions. */
export interface Changed {
  organizationId: string;
  versions: Versions;
  tables: ReadonlySet<string>;
}

/** The columns that `readOrganization` returns. */
export interface Columns {
  id: string;
  version: number;
  versions: string;
  feed_since: number | null;
  active_workspaces: number;
  workspace_limit: number | null;
  latest_undelivered: string;
}

/** Reads an organization's row. */
export const readOrganization =
  'SELECT id, version, versions, feed_since, active_workspaces, workspace_limit, latest_undelivered FROM organizations WHERE id = $1';
/** Writes back what a transaction has changed. */
export const writeOrganization = `UPDATE organizations SET version = CAST($1 AS BIGINT), versions = $2, active_workspaces = CAST($3 AS INTEGER),
    latest_undelivered = $4
  WHERE id = $5`;
/** Writes back its counters alone. */
export const writeCounters =
  'UPDATE organizations SET active_workspaces = $1, latest_undelivered = $2 WHERE id = $3';

/** An organization as its row says, if there is one. */
export function organizationOf(id: string, row: Columns | undefined): Organization {
  return {
    id,
    version: row?.version ?? 0,
    isRecorded: row?.feed_since !== null,
    activeWorkspaces: row?.active_workspaces ?? 0,
    workspaceLimit: row?.workspace_limit ?? null,
    latestUndelivered: row?.latest_undelivered ?? '',
    versions: JSON.parse(row?.versions ?? '{}'),
    touched: new Set(),
    isCounted: false,
  };
}

/** What stands for the organization of a transaction that has none. */
export const nobody = (version: number): Organization => ({
  ...organizationOf('', undefined),
  version,
  isRecorded: false,
});
