import { call } from '../../api/client.ts';
import type { Workspace } from '../../api/types.ts';
import { save } from '../../save.ts';
import type { queryOf } from '../../workspaces/view.ts';
import { csvOf } from './csv.ts';

export type Format = 'csv' | 'ndjson';

/** Reads every page of a search and saves it as one file. Throws what the calls throw. */
export async function exportWorkspaces(query: ReturnType<typeof queryOf>, format: Format): Promise<void> {
  const workspaces = await Array.fromAsync(every(query));
  const text =
    format === 'csv' ? csvOf(workspaces) : workspaces.map((each) => `${JSON.stringify(each)}\n`).join('');
  const type = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
  save(`workspaces.${format}`, [text], type);
}

async function* every(query: ReturnType<typeof queryOf>): AsyncGenerator<Workspace> {
  let after_id: string | undefined;
  do {
    const page = await call('GET /x/v1/workspaces', { query: { limit: 1000, ...query, after_id } });
    yield* page.data;
    after_id = page.has_more ? (page.last_id ?? undefined) : undefined;
  } while (after_id !== undefined);
}
