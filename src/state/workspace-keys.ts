import type { ApiKeyState, WorkspaceState } from './document.ts';

/** The API keys of a workspace; those of an archived one are archived, whether the document says so or not. */
export const keysOf = ({ api_keys, archived_at }: WorkspaceState): readonly ApiKeyState[] | undefined =>
  archived_at === undefined ? api_keys : api_keys?.map((key) => ({ ...key, status: 'archived' }));
