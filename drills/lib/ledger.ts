import type { Workspace } from './client.ts';

/** What was answered about one workspace, and the change that was asked for since without an answer. */
export interface Entry {
  id: string;
  revision: number;
  archivedAt: string | null;
  pending: 'update' | 'archive' | undefined;
}

/** What a comparison found: answered writes that aren't there, and workspaces that a replayed create made twice. */
export interface Findings {
  lost: string[];
  duplicates: string[];
}

/** The writes that were answered 200, by the workspaces' unique names. */
export class Ledger {
  readonly entries = new Map<string, Entry>();
  /** Updates and archives that were answered. */
  changes = 0;
  /** What writers were told that they can't replay. */
  readonly refusals: string[] = [];
  #lastAnswer = performance.now();
  #longestGap = 0;

  /** Notes that a create was answered. */
  created(workspace: Workspace): Entry {
    this.#answered();
    const entry = { id: workspace.id, revision: 0, archivedAt: null, pending: undefined };
    this.entries.set(workspace.name, entry);
    return entry;
  }

  /** Notes that the pending change of an entry was answered. */
  changed(entry: Entry, workspace: Workspace): void {
    this.#answered();
    this.changes++;
    entry.revision = revisionOf(workspace);
    entry.archivedAt = workspace.archived_at;
    entry.pending = undefined;
  }

  /** The longest time without an answer since this was last asked, in milliseconds. */
  takeLongestGap(): number {
    const gap = Math.max(this.#longestGap, performance.now() - this.#lastAnswer);
    this.#longestGap = 0;
    this.#lastAnswer = performance.now();
    return Math.round(gap);
  }

  /** Compares the entries, as far as their ids are after `since`, with what a server lists. */
  compare(listed: Workspace[], since = ''): Findings {
    const found = new Map(listed.map((workspace) => [workspace.id, workspace]));
    const lost: string[] = [];
    for (const [name, entry] of this.entries) {
      if (entry.id > since && !keeps(name, entry, found.get(entry.id))) lost.push(name);
    }
    const names = new Set<string>();
    const duplicates: string[] = [];
    for (const { name } of listed) {
      if (names.has(name)) duplicates.push(name);
      names.add(name);
    }
    return { lost, duplicates };
  }

  #answered(): void {
    const now = performance.now();
    this.#longestGap = Math.max(this.#longestGap, now - this.#lastAnswer);
    this.#lastAnswer = now;
  }
}

function keeps(name: string, entry: Entry, workspace: Workspace | undefined): boolean {
  if (workspace?.name !== name) return false;
  const revision = revisionOf(workspace);
  const isUpdated =
    revision === entry.revision || (entry.pending === 'update' && revision === entry.revision + 1);
  const isArchived =
    workspace.archived_at === entry.archivedAt ||
    (entry.pending === 'archive' && workspace.archived_at !== null);
  return isUpdated && isArchived;
}

function revisionOf(workspace: Workspace): number {
  return Number(workspace.tags.revision ?? 0);
}
