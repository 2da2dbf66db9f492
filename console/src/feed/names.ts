import { keepPreviousData, type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useGet, useRefusal } from '../api/queries.ts';
import { keyOf, read } from '../api/read.ts';
import type { Input, Output, ReadRoute } from '../api/routes.ts';
import type { AdminKey } from '../api/types.ts';
import { shownName } from '../workspaces/shown-name.ts';
import type { FeedEntry, Kind, Names } from './entry.ts';
import { thingsIn } from './words.ts';

/** Workspaces that one read names at most. */
const batch = 100;
/** Objects of other kinds, which take a read each. */
const most = 12;
const calm = { staleTime: 300_000, refetchInterval: false, retry: false } as const;

/** The names of the objects in these entries, as far as the key may see them: an entry itself has only IDs. */
export function useNames(entries: readonly FeedEntry[]): Names {
  const things = useMemo(() => entries.flatMap(thingsIn), [entries]);
  const emails = useMemo(() => new Map(entries.flatMap(emailsIn)), [entries]);
  const idsOf = (kind: Kind) => [...new Set(things.flatMap((each) => (each.kind === kind ? each.id : [])))];
  const known: { readonly [kind in Kind]?: ReadonlyMap<string, string> } = {
    workspace: useWorkspaceNames(idsOf('workspace').sort()),
    user: useEach(
      'GET /v1/organizations/users/{user_id}',
      'user_id',
      idsOf('user').filter((id) => !emails.has(id)),
      ({ email }) => email,
    ),
    api_key: useEach(
      'GET /v1/organizations/api_keys/{api_key_id}',
      'api_key_id',
      idsOf('api_key'),
      shownName,
    ),
    service_account: useEach(
      'GET /v1/organizations/service_accounts/{service_account_id}',
      'service_account_id',
      idsOf('service_account'),
      ({ name }) => name,
    ),
    invite: useEach(
      'GET /v1/organizations/invites/{invite_id}',
      'invite_id',
      idsOf('invite'),
      ({ email }) => email,
    ),
    admin_key: useAdminKeys().names,
  };
  return ({ kind, id }) => (kind === 'user' ? emails.get(id) : undefined) ?? known[kind]?.get(id);
}

/** All admin keys, by name and hint, if the key may see them. */
export function useAdminKeys(): { keys: readonly AdminKey[]; names: ReadonlyMap<string, string> } {
  const enabled = useRefusal('GET /x/v1/admin_keys') === undefined;
  const { data } = useGet('GET /x/v1/admin_keys', { query: { limit: 1000 } }, { ...calm, enabled });
  const keys = data?.data ?? [];
  return { keys, names: new Map(keys.map(({ id, name, hint }) => [id, `${name} …${hint}`])) };
}

/** Entries about people often have their addresses. */
function emailsIn(entry: FeedEntry): [id: string, email: string][] {
  const { actor } = entry;
  return [
    ...(entry.type === 'org_user_deleted' ? pair(entry.deleted_user_id, entry.deleted_user_email) : []),
    ...(entry.type === 'claude_user_role_updated' ? pair(entry.user_id, entry.user_email) : []),
    ...(actor.type === 'user_actor' ? pair(actor.user_id, actor.email_address) : []),
  ];
}

const pair = (id: string, email: string): [[string, string]] => [[id, email]];

function useWorkspaceNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const enabled = useRefusal('GET /x/v1/workspaces') === undefined;
  const batches = Array.from({ length: Math.ceil(ids.length / batch) }, (_, index) =>
    ids.slice(index * batch, (index + 1) * batch),
  );
  return useQueries({
    queries: batches.map((each) => {
      const query = { limit: batch, include_archived: true, include_default: true, 'ids[]': [...each] };
      return {
        queryKey: keyOf('GET /x/v1/workspaces', { query }),
        queryFn: ({ signal }: { signal: AbortSignal }) => read('GET /x/v1/workspaces', { query }, signal),
        placeholderData: keepPreviousData,
        enabled,
        ...calm,
      };
    }),
    combine: workspaceNames,
  });
}

const workspaceNames = (results: readonly UseQueryResult<Output<'GET /x/v1/workspaces'>>[]) =>
  new Map(results.flatMap(({ data }) => data?.data ?? []).map((each) => [each.id, shownName(each)]));

/** A few objects, one read for each: it is the same one as that of their page, so it is often there already. */
function useEach<R extends ReadRoute>(
  route: R,
  parameter: string,
  ids: readonly string[],
  nameOf: (object: Output<R>) => string,
): ReadonlyMap<string, string> {
  const enabled = useRefusal(route) === undefined;
  const asked = ids.slice(0, most);
  return useQueries({
    queries: asked.map((id) => {
      const input = { params: { [parameter]: id } } as unknown as Input<R>;
      return {
        queryKey: keyOf(route, input),
        queryFn: ({ signal }: { signal: AbortSignal }) => read(route, input, signal),
        enabled,
        ...calm,
      };
    }),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index): [string, string][] =>
          data ? [[asked[index] as string, nameOf(data as Output<R>)]] : [],
        ),
      ),
  });
}
