import type { CreateBody, DataResidency, Settings, UpdateBody, Workspace } from '../../api/types.ts';

/** One line of the tags editor; `line` identifies it while its key is being typed. */
export interface TagLine {
  line: number;
  key: string;
  value: string;
}

/** The form's values before they are sent. */
export interface Draft {
  name: string;
  /** Null lets the server choose. */
  color: string | null;
  residency: DataResidency;
  tags: TagLine[];
}

/** The form for a new workspace, with the server's defaults. */
export const emptyDraft = (settings: Settings): Draft => ({
  name: '',
  color: null,
  residency: {
    workspace_geo: settings.workspace_geos[0] ?? '',
    allowed_inference_geos: 'unrestricted',
    default_inference_geo: settings.inference_geos[0] ?? '',
  },
  tags: [],
});

/** The form for an existing workspace. */
export const draftOf = (workspace: Workspace): Draft => ({
  name: workspace.name,
  color: workspace.display_color,
  residency: workspace.data_residency,
  tags: Object.entries(workspace.tags).map(([key, value], line) => ({ line, key, value })),
});

/** The body that creates the draft; defaults are left out. */
export function createBody(draft: Draft, settings: Settings): CreateBody {
  const body: CreateBody = { name: draft.name };
  if (draft.color !== null) body.display_color = draft.color;
  if (!same(draft.residency, emptyDraft(settings).residency)) body.data_residency = draft.residency;
  const tags = tagMap(draft);
  if (Object.keys(tags).length > 0) body.tags = tags;
  return body;
}

/** The body that makes the changes since the form began: what others changed meanwhile stays; null removes a tag. */
export function updateBody(draft: Draft, start: Draft): UpdateBody {
  const body: UpdateBody = {};
  if (draft.name !== start.name) body.name = draft.name;
  if (draft.color !== null && draft.color !== start.color) body.display_color = draft.color;
  const { workspace_geo: _, ...wanted } = draft.residency;
  const residency = changed(wanted, start.residency);
  if (Object.keys(residency).length > 0) body.data_residency = residency;
  const [before, tags] = [tagMap(start), tagMap(draft)];
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(tags, key));
  const tagChanges: Record<string, string | null> = Object.fromEntries([
    ...Object.entries(changed(tags, before)),
    ...removed.map((key) => [key, null]),
  ]);
  if (Object.keys(tagChanges).length > 0) body.tags = tagChanges;
  return body;
}

/** A key that is on two lines; an object can't hold it twice. */
export function repeatedKey({ tags }: Draft): string | undefined {
  const keys = tags.filter((tag) => !isBlank(tag)).map((tag) => tag.key);
  return keys.find((key, index) => keys.indexOf(key) !== index);
}

const tagMap = ({ tags }: Draft): Record<string, string> =>
  Object.fromEntries(tags.filter((tag) => !isBlank(tag)).map(({ key, value }) => [key, value]));

const isBlank = ({ key, value }: TagLine) => key === '' && value === '';

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** The members of `wanted` that differ from `present`. */
function changed<T extends object>(wanted: T, present: Partial<T>): Partial<T> {
  const entries = Object.entries(wanted).filter(([name, value]) => !same(value, present[name as keyof T]));
  return Object.fromEntries(entries) as Partial<T>;
}
