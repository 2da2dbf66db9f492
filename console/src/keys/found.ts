import { useMemo } from 'react';
import { useGet } from '../api/queries.ts';
import { useAllAccounts } from '../people/all-accounts.ts';
import { shownName } from '../workspaces/shown-name.ts';
import type { Found } from './choose.tsx';

const limit = 20;
const none: readonly string[] = [];
/** How many a page leaves out. */
const moreThan = (page?: { total_count: number; data: readonly unknown[] }) =>
  page ? page.total_count - page.data.length : 0;

const options = { keep: true, refetchInterval: false } as const;

/** Workspaces whose name has the text; the default one is among them. */
export function useFoundWorkspaces(text: string | undefined, archived = false): Found {
  const isId = text?.startsWith('wrkspc_');
  const query = {
    limit,
    include_default: true,
    include_archived: archived,
    ...(isId ? { 'ids[]': [text ?? ''] } : { name: text }),
  };
  const { data, isPlaceholderData } = useGet(
    'GET /x/v1/workspaces',
    { query },
    { ...options, enabled: text !== undefined },
  );
  const items = useMemo(
    () =>
      data?.data.map((each) => ({
        id: each.id,
        label: shownName(each),
        about: each.archived_at === null ? undefined : 'Archived',
      })),
    [data],
  );
  return { items: items ?? [], more: moreThan(data), current: data !== undefined && !isPlaceholderData };
}

/** Users whose name or email address has the text. */
export function useFoundUsers(text: string | undefined): Found {
  const query = { limit, query: text };
  const { data, isPlaceholderData } = useGet(
    'GET /x/v1/organizations/users',
    { query },
    { ...options, enabled: text !== undefined },
  );
  const items = useMemo(
    () => data?.data.map(({ id, name, email }) => ({ id, label: name || email, about: name && email })),
    [data],
  );
  return { items: items ?? [], more: moreThan(data), current: data !== undefined && !isPlaceholderData };
}

/** Service accounts whose name has the text, without archived ones and those with the IDs in `without`. */
export function useFoundAccounts(text: string | undefined, without = none): Found {
  const { data } = useAllAccounts({ enabled: text !== undefined });
  const all = useMemo(
    () =>
      data
        ?.filter(({ id, name }) => name.includes(text?.toLowerCase() ?? '') && !without.includes(id))
        .map(({ id, name, description }) => ({ id, label: name, about: description || undefined })) ?? [],
    [data, text, without],
  );
  return { items: all.slice(0, limit), more: all.length - limit, current: data !== undefined };
}
