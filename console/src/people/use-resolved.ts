import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { read } from '../api/read.ts';
import type { ServiceAccount, User } from '../api/types.ts';
import { resolve } from './resolve.ts';

/** How long names count as known, in ms; a write reads them again anyway. */
const staleTime = 60_000;

/** Users by their ids; undefined until they are known, without those who can’t be found. */
export function useUsers(ids: readonly string[]): Record<string, User> | undefined {
  const { data, error } = useQuery({
    queryKey: ['users by id', ids],
    queryFn: ({ signal }) =>
      resolve<User>(ids, {
        list: async () =>
          (await read('GET /v1/organizations/users', { query: { limit: 1000 } }, signal)).data,
        one: (user_id) => read('GET /v1/organizations/users/{user_id}', { params: { user_id } }, signal),
      }),
    enabled: ids.length > 0,
    staleTime,
    placeholderData: keepPreviousData,
  });
  return data ?? (error || ids.length === 0 ? {} : undefined);
}

/** Service accounts by their ids; undefined until they are known, without those that can’t be found. */
export function useServiceAccounts(ids: readonly string[]): Record<string, ServiceAccount> | undefined {
  const { data, error } = useQuery({
    queryKey: ['service accounts by id', ids],
    queryFn: ({ signal }) =>
      resolve<ServiceAccount>(ids, {
        list: async () =>
          (await read('GET /v1/organizations/service_accounts', { query: { limit: 100 } }, signal)).data,
        one: (service_account_id) =>
          read(
            'GET /v1/organizations/service_accounts/{service_account_id}',
            { params: { service_account_id } },
            signal,
          ),
      }),
    enabled: ids.length > 0,
    staleTime,
    placeholderData: keepPreviousData,
  });
  return data ?? (error || ids.length === 0 ? {} : undefined);
}
