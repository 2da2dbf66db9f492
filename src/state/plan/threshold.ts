import type { ApiKeyState, OrganizationState } from '../document.ts';
import { type Kind, kinds, type Step } from './draft.ts';

/** So many removals at once, or so large a part of what is there, are more likely a mistake than meant. */
const most = { count: 10, share: 0.3 };

/** Why these removals need to be forced; undefined if they don’t. */
export function refusalOf(removals: readonly Step[], live: OrganizationState): string | undefined {
  if (removals.length > most.count) {
    return `${removals.length} are to be archived or removed, which is more than ${most.count}`;
  }
  for (const kind of kinds) {
    const count = removals.filter((step) => step.object === kind).length;
    const all = countOf(kind, live);
    if (count > all * most.share) {
      return `${count} of ${all} ${kind}s are to be archived or removed, which is more than ${most.share * 100} %`;
    }
  }
  return undefined;
}

function countOf(kind: Kind, live: OrganizationState): number {
  const workspaces = live.workspaces ?? [];
  const active = <T extends { archived_at?: string }>(list: readonly T[] = []) =>
    list.filter((each) => each.archived_at === undefined);
  const usable = (keys: readonly ApiKeyState[] = []) =>
    keys.filter((each) => each.status !== 'archived').length;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  switch (kind) {
    case 'API key':
      return usable(live.api_keys) + sum(workspaces.map((each) => usable(each.api_keys)));
    case 'member':
      return sum(workspaces.map((each) => each.members?.length ?? 0));
    case 'service account member':
      return sum(workspaces.map((each) => each.service_accounts?.length ?? 0));
    case 'invite':
      return live.invites?.filter((each) => each.accepted_at === undefined).length ?? 0;
    case 'user':
      return live.users?.length ?? 0;
    case 'service account':
      return active(live.service_accounts).length;
    case 'workspace':
      return active(workspaces).filter((each) => !each.default).length;
  }
}
