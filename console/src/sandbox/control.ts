import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { send } from '../api/client.ts';
import { useStatus } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';
import { toast } from '../components/toast/toast.ts';

/** The path of the controls of one organization. */
export const one = '/x/sandbox/organizations/{organization_id}';

/** A control of the sandbox, as it is called; its organization is that of the session unless it is named. */
export interface Controlled {
  /** Method and path, such as `POST /x/sandbox/organizations`. */
  route: string;
  params?: Readonly<Record<string, string>>;
  query?: object;
  body?: object;
  /** Whether it is about another organization, which only the sandbox’s own machine may do, and without a key. */
  isOfOthers?: true;
}

const optionsOf = ({ isOfOthers }: Controlled) =>
  isOfOthers ? { key: '' } : { keepsSession: true as const };

const callOf = ({ route, params, query, body }: Controlled, organizationId: string) =>
  [route, { params: { organization_id: organizationId, ...params }, query, body }] as const;

/** The response to a control that only reads. */
export function useControl<T>(
  control: Controlled,
  { refetchInterval = 10_000, enabled = true }: { refetchInterval?: number; enabled?: boolean } = {},
): UseQueryResult<T> {
  const { data: status } = useStatus();
  const id = status?.organization.id;
  return useQuery({
    queryKey: ['control', id, control],
    queryFn: ({ signal }) =>
      send(...callOf(control, id ?? ''), { signal, ...optionsOf(control) }) as Promise<T>,
    enabled: enabled && status?.server.sandbox === true,
    refetchInterval,
  });
}

/** Calls a control that does something, says so, and reads everything on screen again. */
export function useControlled<T>(
  did: string | ((answer: T) => string),
): UseMutationResult<T, Error, Controlled> {
  const { data: status } = useStatus();
  return useMutation({
    mutationFn: (control: Controlled) =>
      send(...callOf(control, status?.organization.id ?? ''), optionsOf(control)) as Promise<T>,
    onSuccess: async (answer) => {
      toast({ did: typeof did === 'string' ? did : did(answer) });
      await queryClient.invalidateQueries();
    },
  });
}
