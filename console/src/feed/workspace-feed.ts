import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ActivityType } from '../../../src/contract/activity.ts';
import { liveInterval } from '../api/queries.ts';
import { read } from '../api/read.ts';
import type { Workspace } from '../api/types.ts';
import type { FeedEntry } from './entry.ts';

const pageSize = 500;

/** The types whose entries can name a workspace. */
const types: readonly ActivityType[] = [
  'platform_workspace_created',
  'platform_workspace_updated',
  'platform_workspace_archived',
  'platform_workspace_member_added',
  'platform_workspace_member_updated',
  'platform_workspace_member_removed',
  'platform_workspace_member_viewed',
  'platform_workspace_members_listed',
  'platform_service_account_workspace_member_added',
  'platform_service_account_workspace_member_updated',
  'platform_service_account_workspace_member_removed',
  'platform_api_key_updated',
];

/**
 * The entries about a workspace, as far back as was looked. The feed has no filter by object, so its pages since the
 * workspace was created are read, newest first, and filtered here.
 */
export function useWorkspaceFeed({ id, created_at }: Workspace) {
  const query = { 'activity_types[]': [...types], 'created_at.gte': justBefore(created_at), limit: pageSize };
  const feed = useInfiniteQuery({
    queryKey: ['workspace feed', query, id],
    queryFn: ({ pageParam: after_id, signal }) =>
      read('GET /v1/compliance/activities', { query: { ...query, after_id } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ has_more, last_id }) => (has_more && last_id !== null ? last_id : undefined),
    // To read many pages again and again would be too much.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : liveInterval),
  });
  const pages = feed.data?.pages;
  const all = useMemo(() => (pages ?? []).flatMap(({ data }) => data as unknown as FeedEntry[]), [pages]);
  const entries = useMemo(() => all.filter((entry) => isAbout(entry, id)), [all, id]);
  return {
    entries,
    /** How many entries were looked at, and the time of the oldest of them. */
    looked: all.length,
    oldest: all.at(-1)?.created_at,
    /** Whether there is nothing further back. */
    isAll: pages !== undefined && !feed.hasNextPage,
    isLooking: feed.isFetchingNextPage,
    lookFurther: () => void feed.fetchNextPage(),
    error: feed.error,
    retry: () => void feed.refetch(),
    /** What was asked; undefined as long as there is no answer. */
    query: pages && query,
  };
}

/** Whether an entry names the workspace, or moved something into it or out of it. */
function isAbout(entry: FeedEntry, id: string): boolean {
  if ('workspace_id' in entry) return entry.workspace_id === id;
  if (!('updates' in entry)) return false;
  return entry.updates.some(
    ({ type, previous_value, current_value }) =>
      type === 'workspace' && (previous_value === id || current_value === id),
  );
}

/** The entry about a creation can be older than the object by a microsecond, or more where clocks differ. */
const justBefore = (time: string) => new Date(Date.parse(time) - 60_000).toISOString();
