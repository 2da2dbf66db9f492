import { useMemo } from 'react';
import { useGet, useRefusal } from '../api/queries.ts';
import type { ApiKey, Workspace } from '../api/types.ts';
import { useAllAccounts } from '../people/all-accounts.ts';
import { actorOf, workspaceOf } from './kinds.ts';

/** A key with the names of what it refers to, as far as they are known and the caller’s key may see them. */
export interface KeyRow {
  key: ApiKey;
  workspace?: Workspace | undefined;
  /** Whom it acts as. */
  actor?: string | undefined;
  creator?: string | undefined;
}

/** Names are read once, and again after a change. */
const rarely = { keep: true, refetchInterval: false, staleTime: 300_000 } as const;

/** The keys with the names of their workspaces and people. */
export function useRows(keys: readonly ApiKey[]): KeyRow[] {
  const { workspaces } = useWorkspaces(keys.map(workspaceOf));
  const names = useNames(keys.flatMap((key) => [actorOf(key), key.created_by?.id]));
  return useMemo(
    () =>
      keys.map((key) => ({
        key,
        workspace: workspaces?.find(({ id }) => id === workspaceOf(key)),
        actor: names.get(actorOf(key) ?? ''),
        creator: names.get(key.created_by?.id ?? ''),
      })),
    [keys, workspaces, names],
  );
}

/** The workspaces with these IDs, archived ones and the default one too; `pending` until they are known. */
export function useWorkspaces(ids: readonly (string | undefined)[]): {
  workspaces: readonly Workspace[] | undefined;
  pending: boolean;
} {
  const refusal = useRefusal('GET /x/v1/workspaces');
  const wanted = [...new Set(ids)].filter((id) => id !== undefined).sort();
  const query = { limit: 100, include_archived: true, include_default: true, 'ids[]': wanted.slice(0, 100) };
  const enabled = wanted.length > 0 && refusal === undefined;
  const { data, isLoading } = useGet('GET /x/v1/workspaces', { query }, { ...rarely, enabled });
  return { workspaces: data?.data, pending: isLoading };
}

/** Names of users and service accounts by their IDs. */
function useNames(ids: readonly (string | undefined)[]): ReadonlyMap<string, string> {
  const noUsers = useRefusal('GET /x/v1/organizations/users') ?? absent(ids, 'user_');
  const noAccounts = useRefusal('GET /v1/organizations/service_accounts') ?? absent(ids, 'svac_');
  const users = useGet(
    'GET /x/v1/organizations/users',
    { query: { limit: 1000 } },
    { ...rarely, enabled: noUsers === undefined },
  ).data?.data;
  const accounts = useAllAccounts({ archived: true, enabled: noAccounts === undefined }).data;
  return useMemo(
    () =>
      new Map([
        ...(users ?? []).map(({ id, name, email }) => [id, name || email] as const),
        ...(accounts ?? []).map(({ id, name }) => [id, name] as const),
      ]),
    [users, accounts],
  );
}

const absent = (ids: readonly (string | undefined)[], prefix: string) =>
  ids.some((id) => id?.startsWith(prefix)) ? undefined : 'nobody to name';
