import { useGet } from '../api/queries.ts';

/** What archiving a workspace ends, one sentence for each kind, as far as the key may see it. */
export function useEnds(workspaceId: string): string[] {
  const { data } = useGet('GET /x/v1/workspaces/counts', { query: { 'ids[]': [workspaceId] } });
  const { api_keys: keys = 0, members = 0 } = data?.data[0] ?? {};
  return [
    ...(keys ? [`${keys.toLocaleString('en')} API ${keys === 1 ? 'key stops' : 'keys stop'} working.`] : []),
    ...(members
      ? [`${members.toLocaleString('en')} ${members === 1 ? 'member loses' : 'members lose'} access.`]
      : []),
  ];
}
