/** What the list of workspaces shows, according to its address; what is absent isn’t filtered. */
export interface ListView {
  /** Part of the name, or a whole ID. */
  q?: string;
  /** Each `key` or `key=value`; all must match. */
  tag?: string[];
  /** Workspace geo or default inference geo. */
  geo?: string;
  archived?: true;
  default?: true;
  after_id?: string;
  before_id?: string;
}

/** By so many tags the server filters at once. */
export const mostTags = 10;

/** Reads a view from the query of an address, whatever it says. */
export function readView(search: Record<string, unknown>): ListView {
  const text = (name: string) =>
    typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined;
  const tags = [search.tag].flat().filter((tag): tag is string => typeof tag === 'string' && tag !== '');
  const [q, geo, after_id, before_id] = [text('q'), text('geo'), text('after_id'), text('before_id')];
  return {
    ...(q !== undefined && { q }),
    ...(tags.length > 0 && { tag: tags }),
    ...(geo !== undefined && { geo }),
    ...(isOn(search.archived) && { archived: true }),
    ...(isOn(search.default) && { default: true }),
    ...(after_id !== undefined && { after_id }),
    ...(before_id !== undefined && { before_id }),
  };
}

const isOn = (value: unknown): boolean => value === 'true' || value === true;

/** Whether the view leaves out workspaces by more than their state. */
export const isFiltered = ({ q, tag, geo }: ListView): boolean => Boolean(q || tag || geo);

/** The query of a search that finds what the view shows. */
export function queryOf({ q = '', tag = [], geo, ...view }: ListView) {
  const text = q.trim();
  return {
    include_archived: view.archived === true,
    include_default: view.default === true,
    ...(text.startsWith('wrkspc_') ? { 'ids[]': [text] } : text !== '' && { name: text }),
    ...(tag.length > 0 && { tag }),
    ...(geo !== undefined && { geo }),
  };
}
