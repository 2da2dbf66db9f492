import { one, useControl } from '../../sandbox/control.ts';

/** A kept state of an organization. */
export interface Snapshot {
  name: string;
  created_at: string;
}

/** The kept states of this organization, oldest first. */
export const useSnapshots = () => useControl<{ data: Snapshot[] }>({ route: `GET ${one}/snapshots` });

/** The states that an organization can begin with or go back to, as choices. */
export function useStates() {
  const { data } = useSnapshots();
  return [
    { value: 'seed', label: 'Seed: how it was made' },
    { value: 'empty', label: 'Empty' },
    ...(data?.data ?? []).map(({ name }) => ({ value: `snapshot:${name}`, label: `Snapshot ${name}` })),
  ];
}

/** What going back to a state ends, whichever it is. */
export const endsOfReset = [
  'Everything in the organization is replaced: workspaces, members, invites, API keys and their activity.',
  'Faults, lag, rate limit, clock and request log start again.',
  'The organization’s ID and admin keys stay.',
];
