import type { Page, Workspace } from './shapes.ts';

export interface Fields {
  name?: string;
  display_color?: string;
  tags?: Record<string, string | null>;
  data_residency?: { allowed_inference_geos?: string | string[]; default_inference_geo?: string };
}

export interface ListQuery {
  limit: number;
  include_archived: boolean;
  after_id?: string;
  before_id?: string;
  ids?: string[];
}

/** What a server should hold and answer; undefined stands for a refusal. */
export class Model {
  /** Newest first. */
  readonly rows: Workspace[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `drawn` gives what only the server can choose: id, time, compartment, colour. */
  create(fields: Fields, drawn: Workspace): Workspace | undefined {
    const full = this.rows.filter(({ archived_at }) => archived_at === null).length >= this.#limit;
    const data_residency = {
      workspace_geo: 'us',
      allowed_inference_geos: 'unrestricted',
      default_inference_geo: 'global',
    };
    const row = merge({ ...drawn, archived_at: null, data_residency, tags: {} }, fields);
    if (full || !row) return undefined;
    this.rows.unshift(row);
    return row;
  }

  update(index: number, fields: Fields): Workspace | undefined {
    const row = this.rows[index];
    const changed = row?.archived_at === null ? merge(row, fields) : undefined;
    if (changed) this.rows[index] = changed;
    return changed;
  }

  archive(index: number, archived_at: string | null): Workspace | undefined {
    const row = this.rows[index];
    if (row) row.archived_at ??= archived_at;
    return row;
  }

  list({ limit, include_archived, after_id, before_id, ids }: ListQuery): Page {
    const place = this.rows.findIndex(({ id }) => id === (after_id ?? before_id));
    const side = after_id ? this.rows.slice(place + 1) : before_id ? this.rows.slice(0, place) : this.rows;
    const shown = side.filter(
      (row) => (include_archived || !row.archived_at) && (ids?.includes(row.id) ?? true),
    );
    const data = before_id ? shown.slice(-limit) : shown.slice(0, limit);
    const [first_id, last_id] = [data.at(0)?.id ?? null, data.at(-1)?.id ?? null];
    return { data, has_more: shown.length > limit, first_id, last_id };
  }
}

function merge(row: Workspace, { tags, data_residency, ...rest }: Fields): Workspace | undefined {
  const residency = { ...row.data_residency, ...data_residency };
  const { allowed_inference_geos: allowed, default_inference_geo: chosen } = residency;
  if (allowed !== 'unrestricted' && !allowed.includes(chosen)) return undefined;
  const kept = Object.entries({ ...row.tags, ...tags }).filter(
    (tag): tag is [string, string] => tag[1] !== null,
  );
  return { ...row, ...rest, data_residency: residency, tags: Object.fromEntries(kept) };
}
